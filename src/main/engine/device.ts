/** Says which processor trains, with what, and why. */
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import type { DeviceReport } from '../../shared/contract/engine.ts';
import { loadNative } from './native/binding.ts';

/** Instruction sets that change TensorFlow's choice of kernels, and so last bits. */
const relevantFeatures = [
  'avx',
  'avx2',
  'fma',
  'avx512f',
  'avx512_vnni',
  'avx512_bf16',
  'amx_tile',
  'amx_bf16',
];

/** Describes the device that this process trains on. @throws LabError `engine.unavailable`. */
export function describeDevice(): DeviceReport {
  const { binding } = loadNative();
  const isGpu = binding.isUsingGpuDevice();
  return {
    kind: isGpu ? 'gpu' : 'cpu',
    name: cpus()[0]?.model.trim() ?? process.arch,
    reason: isGpu
      ? 'TensorFlow found an NVIDIA GPU'
      : 'TensorFlow found no NVIDIA GPU with its CUDA libraries',
    threads: threadCount(),
    tensorflow: binding.TF_Version,
    cpuFeatures: cpuFeatures(),
  };
}

/** Threads of one operation: what TensorFlow was told, else all that the process may use. */
function threadCount(): number {
  const told = Number(process.env['TF_NUM_INTRAOP_THREADS']);
  return Number.isInteger(told) && told > 0 ? told : availableParallelism();
}

function cpuFeatures(): string[] {
  if (process.platform !== 'linux') return [];
  const flags = /^flags\s*:\s*(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1]?.split(' ') ?? [];
  return relevantFeatures.filter((feature) => flags.includes(feature));
}
