/**
 * Tests that run whole stacks take turns, and each waits much and computes in bursts; the others compute all the time.
 * So stacks are spread evenly among the rest: one jest worker runs a stack while the others keep the cores busy.
 */
import { readFileSync } from 'node:fs';
import Sequencer from '@jest/test-sequencer';

const runsStacks = ({ path }) => /\/test\/(e2e|chaos)\//.test(path);
/** Small files that run many (suites.ts): without a record of earlier runs Jest takes them for the shortest of all. */
const runsSuites = ({ path }) => readFileSync(path, 'utf8').includes('runSuites(');

export default class StacksSpread extends (Sequencer.default ?? Sequencer) {
  sort(tests) {
    const sorted = super.sort([...tests]);
    const stacks = sorted.filter(runsStacks);
    const rest = sorted.filter((test) => !runsStacks(test));
    const others = [...rest.filter(runsSuites), ...rest.filter((test) => !runsSuites(test))];
    if (stacks.length === 0) return others;
    // Dealt like cards, since `sorted` has the long ones first.
    const hands = stacks.map((_, hand) => others.filter((_test, index) => index % stacks.length === hand));
    return stacks.flatMap((stack, hand) => [stack, ...hands[hand]]);
  }
}
