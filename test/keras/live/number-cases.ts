/** Random losses, metrics and schedules. */
import { lossClassNames } from '../../../src/shared/spec/losses.ts';
import { learningRateAt, scheduleSchema } from '../../../src/shared/spec/schedules.ts';
import { computeLoss, type LossTask } from '../../golden/loss-run.ts';
import { evaluateLogits } from '../../golden/evaluation-run.ts';
import type { LiveKind } from './cases.ts';
import { packed, type Draw } from './draw.ts';
import { drawSchedule, scheduleNames } from './optimizer-draws.ts';

type Activation = LossTask['activation'];

/** Losses on scores of any spread, some of them extreme. */
export const lossKind: LiveKind = {
  name: 'losses',
  share: 18,
  draw: (draw, index) => {
    const class_name = lossClassNames[index % lossClassNames.length] as string;
    const classes = draw.integer(2, 12);
    const images = draw.integer(1, 20);
    const { activation, config } = outputFor(draw, class_name);
    const scores = draw.normals(images * classes, draw.pick([0.3, 2, 10]));
    const values = activation === 'probabilities' ? softmaxRows(scores, classes) : scores;
    const labels = draw.below(images, classes);
    const task = { class_name, config, activation, values: packed(values, [images, classes]) };
    return {
      subject: class_name,
      question: { kind: 'loss', ...task, labels: packed(labels, [images]) },
      compute: () => {
        const { perImage, slopes } = computeLoss(task, labels);
        return new Map([
          ['values', perImage],
          ['slopes', slopes],
        ]);
      },
    };
  },
};

function outputFor(
  draw: Draw,
  className: string,
): { activation: Activation; config: Record<string, unknown> } {
  const isEntropy = className.endsWith('Crossentropy');
  const isSmoothed = isEntropy && !className.startsWith('Sparse');
  const config = isSmoothed ? draw.maybe(0.4, () => ({ label_smoothing: draw.between(0, 0.4) })) : {};
  const ends: readonly Activation[] = ['linear', 'probabilities', 'softmax', 'sigmoid'];
  const isDivergence = className === 'KLDivergence';
  const activation = draw.pick(isDivergence ? ends.slice(1) : ends);
  const fromLogits = isEntropy && activation === 'linear' ? { from_logits: true } : {};
  return { activation, config: { ...config, ...fromLogits } };
}

function softmaxRows(scores: Float32Array, classes: number): Float32Array {
  return scores.map((score, place) => {
    const start = place - (place % classes);
    const row = scores.subarray(start, start + classes);
    const top = Math.max(...row);
    return Math.exp(score - top) / row.reduce((sum, other) => sum + Math.exp(other - top), 0);
  });
}

/** Accuracy, top-5 accuracy and loss of an evaluation. */
export const metricKind: LiveKind = {
  name: 'metrics',
  share: 6,
  draw: (draw) => {
    const classes = draw.integer(6, 30);
    const images = draw.integer(5, 60);
    const logits = draw.normals(images * classes, draw.pick([0.5, 1, 3]));
    const labels = draw.below(images, classes);
    const shape = [images, classes];
    return {
      subject: 'evaluation',
      question: { kind: 'metric', logits: packed(logits, shape), labels: packed(labels, [images]) },
      compute: () => {
        const { accuracy, loss, topClasses } = evaluateLogits({ logits, labels, classes });
        const kept = topClasses.length / images;
        const isAmongBest = (label: number, image: number): boolean =>
          topClasses.subarray(image * kept, image * kept + kept).includes(label);
        const among = labels.reduce((sum, label, image) => sum + Number(isAmongBest(label, image)), 0);
        return new Map([
          ['accuracy', Float32Array.of(accuracy)],
          ['top_5_accuracy', Float32Array.of(among / images)],
          ['categorical_crossentropy', Float32Array.of(loss)],
        ]);
      },
    };
  },
};

/** Schedules at twenty steps. */
export const scheduleKind: LiveKind = {
  name: 'schedules',
  share: 10,
  draw: (draw, index) => {
    const name = scheduleNames[index % scheduleNames.length] ?? 'InverseTimeDecay';
    const reach = draw.pick([10, 200, 5000]);
    const schedule = drawSchedule(draw, name, { rate: draw.logarithmic(1e-4, 1), steps: reach });
    const steps = Array.from({ length: 20 }, () => draw.integer(0, 2 * reach));
    return {
      subject: name,
      question: { kind: 'schedule', ...schedule, steps },
      compute: () => {
        const spec = scheduleSchema.parse(schedule);
        return new Map([['rates', Float32Array.from(steps, (step) => learningRateAt(spec, step))]]);
      },
    };
  },
};
