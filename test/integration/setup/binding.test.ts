import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { loadNative, typeNumbers } from '../../../src/main/engine/native/binding.ts';
import { GraphBuilder } from '../../../src/main/engine/native/graph.ts';
import { liveTensors, Program } from '../../../src/main/engine/native/program.ts';

describe('the patched TensorFlow binding', () => {
  it('gives TensorFlow a copy, never memory of JavaScript', () => {
    const { binding } = loadNative();
    const memory = new ArrayBuffer(256);
    for (let start = 0; start < 64; start += 4) {
      const values = new Float32Array(memory, start, 3).fill(1);
      const id = binding.createTensor([3], typeNumbers.float32, values);
      values.fill(9);
      expect(
        binding.tensorDataSync(id),
        `at byte ${start}: one of them is aligned as TensorFlow likes it`,
      ).toEqual(Float32Array.of(1, 1, 1));
      binding.deleteTensor(id);
    }
  });

  it('takes an empty tensor', () => {
    const { binding } = loadNative();
    const id = binding.createTensor([0, 4], typeNumbers.float32, new Float32Array(0));
    expect(binding.tensorDataSync(id)).toHaveLength(0);
    binding.deleteTensor(id);
  });

  it('survives variables that are set from outside and overwritten, thousands of times', async () => {
    const script = fileURLToPath(new URL('stress-binding.ts', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [script, '4000']);
    expect(JSON.parse(stdout)).toEqual({ last: Math.fround(Math.sqrt(3999)), leaked: 0 });
  });

  it('frees what it was fed when a run fails', () => {
    const graph = new GraphBuilder();
    const input = graph.placeholder('input', 'float32', [-1]);
    const types = { T: { type: 'float32' } } as const;
    const sum = graph.op(
      'AddV2',
      [input, graph.constant({ shape: [2], type: 'float32', data: Float32Array.of(1, 2) })],
      {
        attributes: types,
      },
    );
    using program = new Program(graph);
    const value = { shape: [1_000_000], type: 'float32' as const, data: new Float32Array(1_000_000) };
    const nowhere = { node: 'nowhere', output: 0, type: 'float32' as const };
    const before = { tensors: liveTensors(), bytes: process.memoryUsage.rss() };
    for (let round = 0; round < 100; round++) {
      expect(() => program.run([sum], [{ ref: input, value }])).toThrow('Incompatible shapes');
      expect(() => program.run([nowhere], [{ ref: input, value }])).toThrow('Output op name');
      expect(() =>
        program.run(
          [sum],
          [
            { ref: input, value },
            { ref: nowhere, value },
          ],
        ),
      ).toThrow('Input op name');
    }
    expect(liveTensors()).toBe(before.tensors);
    expect(process.memoryUsage.rss() - before.bytes).toBeLessThan(200_000_000);
  });
});
