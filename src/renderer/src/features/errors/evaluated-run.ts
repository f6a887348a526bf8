/** A run with its predictions, as the place “Errors” looks at it. */
import type { DatasetInfo } from '../../../../shared/contract/data.ts';
import type { LabErrorData } from '../../../../shared/contract/errors.ts';
import type { RunDetail } from '../../../../shared/contract/history.ts';
import { studyPredictions, type StudiedPredictions } from '../../../../shared/metrics/predictions.ts';
import { api, problemOf } from '../../api.ts';

/** See the file. */
export interface EvaluatedRun {
  readonly run: RunDetail;
  readonly dataset: DatasetInfo;
  readonly study: StudiedPredictions;
  /** Place in the test half of each image of the evaluation, or why its pictures cannot be shown. */
  readonly pictures: Int32Array | LabErrorData;
}

/** Reads a run; null for one without predictions. @throws LabError of its history and data set. */
export async function readEvaluatedRun(runId: string): Promise<EvaluatedRun | null> {
  const [run, evaluation] = await Promise.all([api.run(runId), api.evaluation(runId)]);
  if (evaluation === null) return null;
  const [dataset, pictures] = await Promise.all([
    api.dataset(run.experiment.dataset.id),
    api.testIndices(runId).catch(problemOf),
  ]);
  return { run, dataset, study: studyPredictions(evaluation, dataset.taxonomy), pictures };
}
