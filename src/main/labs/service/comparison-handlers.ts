import type { comparisonCommands } from '../../../shared/contract/lab/comparisons.ts';
import type { LabContract } from '../../../shared/contract/lab.ts';
import type { Handlers } from '../../../shared/contract/rpc.ts';
import { comparedRuns } from '../compared-run.ts';
import { comparisonReport } from '../comparison-report.ts';
import { dropoutVariants } from '../dropout-gap.ts';
import { studyDropout } from '../dropout-study.ts';
import { racePlane } from '../race-plane.ts';
import { xrayRun } from '../xray.ts';
import type { ServicePorts } from './service-ports.ts';

/** Answers what the window asks about comparisons. */
export function comparisonHandlers(
  ports: ServicePorts,
): Pick<Handlers<LabContract>, keyof typeof comparisonCommands> {
  const { history } = ports;
  const studies = new Set<AbortController>();
  const stoppable = async <T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    const study = new AbortController();
    studies.add(study);
    try {
      return await work(study.signal);
    } finally {
      studies.delete(study);
    }
  };
  return {
    comparisonReport: (id) => comparisonReport(history, id),
    studyDropout: async (id, options) => {
      const variants = dropoutVariants(await comparedRuns(history, id));
      return stoppable((signal) => studyDropout(ports, variants, options, { signal }));
    },
    xrayRun: (id, request) => stoppable((signal) => xrayRun(ports, id, request, { signal })),
    lossPlane: (id, options) =>
      stoppable((signal) =>
        racePlane(ports, id, options, { signal, onProgress: (progress) => ports.emit('plane', progress) }),
      ),
    stopStudies: () => {
      for (const study of studies) study.abort();
      return undefined;
    },
  };
}
