/** A run with its predictions, as the place “Errors” looks at it: at its end, or at the end of an epoch. */
import type { DatasetInfo } from '../../../../shared/contract/data.ts';
import type { TrainingPredictions } from '../../../../shared/contract/engine.ts';
import type { LabErrorData } from '../../../../shared/contract/errors.ts';
import type { RunDetail } from '../../../../shared/contract/history.ts';
import { studyPredictions, type StudiedPredictions } from '../../../../shared/metrics/predictions.ts';
import {
  areSamePictures,
  epochEvaluation,
  type PredictedPictures,
  testedPictures,
} from '../../../../shared/metrics/training-predictions.ts';
import { api, problemOf } from '../../api.ts';

/** See the file. */
export interface EvaluatedRun {
  readonly run: RunDetail;
  /** Null for the end of the run. */
  readonly epoch: number | null;
  readonly dataset: DatasetInfo;
  readonly study: StudiedPredictions;
  /** What was predicted. */
  readonly predicted: PredictedPictures;
  /** Place in the whole half of each of these pictures, or why they cannot be shown. */
  readonly pictures: Int32Array | LabErrorData;
}

/** What a run said of the same pictures through its training. */
export interface RunTraining {
  readonly predictions: TrainingPredictions;
  /** As of {@link EvaluatedRun}. */
  readonly pictures: Int32Array | LabErrorData;
}

/** Reads a run at its end; null for one without predictions. @throws LabError of its history and data set. */
export async function readEvaluatedRun(runId: string): Promise<EvaluatedRun | null> {
  const [run, evaluation] = await Promise.all([api.run(runId), api.evaluation(runId)]);
  if (evaluation === null) return null;
  const { id } = run.experiment.dataset;
  const [dataset, pictures] = await Promise.all([api.dataset(id), api.testIndices(runId).catch(problemOf)]);
  const study = studyPredictions(evaluation, dataset.taxonomy);
  return { run, epoch: null, dataset, study, predicted: testedPictures(id, evaluation), pictures };
}

/** Reads what a run said through its training; null where it kept nothing. @throws LabError of its history. */
export async function readTraining(runId: string): Promise<RunTraining | null> {
  const predictions = await api.trainingPredictions(runId);
  if (predictions === null) return null;
  return { predictions, pictures: await api.watchedIndices(runId).catch(problemOf) };
}

/** A run at the end of a kept epoch; null for another epoch. */
export function atEpoch(end: EvaluatedRun, training: RunTraining, epoch: number): EvaluatedRun | null {
  const evaluation = epochEvaluation(training.predictions, epoch);
  if (evaluation === null) return null;
  const { run, dataset } = end;
  const study = studyPredictions(evaluation, dataset.taxonomy);
  const predicted = { ...training.predictions, dataset: dataset.id };
  return { run, epoch, dataset, study, predicted, pictures: training.pictures };
}

/** Whether two can be compared picture by picture: pictures whose places are known both times must be the same ones. */
export function haveSamePictures(one: EvaluatedRun, other: EvaluatedRun): boolean {
  const [own, its] = [one.pictures, other.pictures];
  if (!(own instanceof Int32Array) || !(its instanceof Int32Array))
    return areSamePictures(one.predicted, other.predicted);
  const inSet = (run: EvaluatedRun, places: Int32Array) => ({ ...run.predicted, places });
  return areSamePictures(inSet(one, own), inSet(other, its));
}
