import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { exitCodeOf } from '../../../../src/main/cli/exit-codes.ts';
import { type InterruptibleProcess, watchInterruption } from '../../../../src/main/cli/interruption.ts';
import { LabError } from '../../../../src/shared/contract/errors.ts';

describe('the exit code of an error', () => {
  it('tells wrong usage, bad input, a failed engine and a fault of ours apart', () => {
    expect(exitCodeOf(new LabError('command.wrong-usage'))).toBe(2);
    expect(exitCodeOf(new LabError('command.no-such-lab'))).toBe(3);
    expect(exitCodeOf(new LabError('data.not-found'))).toBe(3);
    expect(exitCodeOf(new LabError('spec.missing'))).toBe(3);
    expect(exitCodeOf(new LabError('history.newer'))).toBe(3);
    expect(exitCodeOf(new LabError('engine.data-mismatch'))).toBe(3);
    expect(exitCodeOf(new LabError('engine.died'))).toBe(4);
    expect(exitCodeOf(new LabError('engine.unavailable'))).toBe(4);
    expect(exitCodeOf(new LabError('process.unexpected'))).toBe(4);
    expect(exitCodeOf(new TypeError('a bug'))).toBe(1);
  });
});

describe('an interruption', () => {
  it('ends the program at once where no training has to be saved', () => {
    const target = new FakeProcess();
    watchInterruption(target, () => expect.fail('nothing is to be stopped'));
    target.emit('SIGTERM');
    expect(target.codes).toEqual([130]);
  });

  it('stops a training first, and ends the program the second time', () => {
    const target = new FakeProcess();
    let announced = 0;
    const signal = watchInterruption(target, () => (announced += 1));
    signal.addEventListener('abort', () => undefined);
    target.emit('SIGINT');
    expect([signal.aborted, announced, target.codes]).toEqual([true, 1, []]);
    target.emit('SIGINT');
    expect([announced, target.codes]).toEqual([1, [130]]);
  });
});

/** A process that only writes down how it would have ended. */
class FakeProcess extends EventEmitter implements InterruptibleProcess {
  readonly codes: number[] = [];

  exit(code: number): void {
    this.codes.push(code);
  }
}
