/** Tests that run whole stacks come last, so that the many small ones are not starved of the machine by encoders. */
import Sequencer from '@jest/test-sequencer';

const runsStacks = ({ path }) => /\/test\/(e2e|chaos)\//.test(path);

export default class StacksLast extends (Sequencer.default ?? Sequencer) {
  sort(tests) {
    const sorted = super.sort([...tests]);
    return [...sorted.filter((test) => !runsStacks(test)), ...sorted.filter(runsStacks)];
  }
}
