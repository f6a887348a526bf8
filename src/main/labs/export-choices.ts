import type { ExportChoice, ExportChoices } from '../../shared/contract/lab/exports.ts';
import type { ExportOptions } from '../../shared/contract/trained-model.ts';
import { openExperimentImages } from '../datasets/experiment-images.ts';
import { formats } from '../export/formats/registry.ts';
import { exportSource } from './export-run.ts';
import type { LabPorts } from './ports.ts';

/** The twin is written of a whole run, and holds every net. */
const twin: ExportChoice = { format: 'twin', shape: 'folder', extension: '', limits: [] };

/** In which formats a run's net can leave, and what each cannot hold of it. @throws LabError `export.no-final-state`. */
export async function exportChoices(
  ports: LabPorts & { readonly appVersion: string },
  idOrPrefix: string,
  options: ExportOptions,
): Promise<ExportChoices> {
  const run = await ports.history.run(idOrPrefix);
  const { info } = await openExperimentImages(run.experiment, ports.dataFolder);
  const source = await exportSource(ports, run, { info, appVersion: ports.appVersion });
  const nets = formats.map((format): ExportChoice => {
    const { id, shape, extension } = format;
    return { format: id, shape, extension, limits: format.limits(source, options) };
  });
  return {
    weightBytes: source.weights.reduce((sum, { data }) => sum + data.byteLength, 0),
    formats: [...nets, twin],
  };
}
