/**
 * Tests that run whole stacks take turns, and each waits much and computes in bursts; the others compute all the time.
 * So stacks are spread evenly among the rest: one jest worker runs a stack while the others keep the cores busy.
 */
import Sequencer from '@jest/test-sequencer';

const runsStacks = ({ path }) => /\/test\/(e2e|chaos)\//.test(path);

export default class StacksSpread extends (Sequencer.default ?? Sequencer) {
  sort(tests) {
    const sorted = super.sort([...tests]);
    const stacks = sorted.filter(runsStacks);
    const others = sorted.filter((test) => !runsStacks(test));
    if (stacks.length === 0) return others;
    // Dealt like cards, since `sorted` has the long ones first.
    const hands = stacks.map((_, hand) => others.filter((_test, index) => index % stacks.length === hand));
    return stacks.flatMap((stack, hand) => [stack, ...hands[hand]]);
  }
}
