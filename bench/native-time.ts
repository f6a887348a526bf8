import { loadNative, type NativeBinding } from '../src/main/engine/native/binding.ts';

/** Reports the time that each call spends inside a native session. The binding itself cannot be changed. */
export function countNativeTime(report: (ms: number) => void): void {
  const native: { binding: NativeBinding } = loadNative();
  const { binding } = native;
  const runSavedModel: NativeBinding['runSavedModel'] = (...args) => {
    const begun = performance.now();
    const result = binding.runSavedModel(...args);
    report(performance.now() - begun);
    return result;
  };
  native.binding = Object.create(binding, { runSavedModel: { value: runSavedModel } }) as NativeBinding;
}
