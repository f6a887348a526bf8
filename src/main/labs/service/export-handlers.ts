import type { LabContract } from '../../../shared/contract/lab.ts';
import type { Handlers } from '../../../shared/contract/rpc.ts';
import { exportChoices } from '../export-choices.ts';
import { exportIntoFolder } from '../export-into-folder.ts';
import { reportIntoFolder } from '../report/report-into-folder.ts';
import type { ServicePorts } from './service-ports.ts';

/** Answers what the window asks about nets that are taken away. */
export function exportHandlers(
  ports: ServicePorts,
): Pick<Handlers<LabContract>, 'exportChoices' | 'exportModel' | 'writeReport'> {
  return {
    exportChoices: (run, options) => exportChoices(ports, run, options),
    writeReport: (id, folder, language) => reportIntoFolder(ports, id, { folder, language }),
    exportModel: (request, folder) => exportIntoFolder(ports, request, folder),
  };
}
