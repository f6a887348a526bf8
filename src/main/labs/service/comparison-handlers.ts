import type { comparisonCommands } from '../../../shared/contract/lab/comparisons.ts';
import type { LabContract } from '../../../shared/contract/lab.ts';
import type { Handlers } from '../../../shared/contract/rpc.ts';
import { comparedRuns } from '../compared-run.ts';
import { comparisonReport } from '../comparison-report.ts';
import { dropoutVariants } from '../dropout-gap.ts';
import { studyDropout } from '../dropout-study.ts';
import { xrayRun } from '../xray.ts';
import type { ServicePorts } from './service-ports.ts';

/** Answers what the window asks about comparisons. */
export function comparisonHandlers(
  ports: ServicePorts,
): Pick<Handlers<LabContract>, keyof typeof comparisonCommands> {
  const { history } = ports;
  const { signal } = new AbortController();
  return {
    comparisonReport: (id) => comparisonReport(history, id),
    studyDropout: async (id, options) => {
      const variants = dropoutVariants(await comparedRuns(history, id));
      return studyDropout(ports, variants, options, { signal });
    },
    xrayRun: (id, request) => xrayRun(ports, id, request, { signal }),
  };
}
