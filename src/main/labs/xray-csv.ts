/** An X-ray as a file for spreadsheet programs. */
import type { XrayNumbers, XrayPoint } from '../../shared/contract/xray.ts';
import { csvText } from '../../shared/csv.ts';

/**
 * A row for each recorded step and layer, and for each weight of the layer (the column `weight` of a layer's own row
 * is empty), with a column for each state of the optimizer.
 */
export function xrayCsv(points: readonly XrayPoint[]): string {
  const slots = Object.keys(points[0]?.layers[0]?.slotNorms ?? {});
  const numbers = ['gradient_norm', 'update_norm', 'weight_norm', 'effective_learning_rate'];
  const header = ['step', 'learning_rate', 'loss', 'layer', 'weight', ...numbers, ...slots];
  const rows = points.flatMap(({ step, learningRate, loss, layers }) => {
    const start = [step, learningRate, loss].map(String);
    return layers.flatMap((layer) => [
      [...start, layer.layer, '', ...cells(layer, slots)],
      ...layer.weights.map((weight) => [...start, layer.layer, weight.name, ...cells(weight, slots)]),
    ]);
  });
  return csvText([header, ...rows]);
}

function cells(numbers: XrayNumbers, slots: readonly string[]): string[] {
  const { gradientNorm, updateNorm, weightNorm, effectiveLearningRate, slotNorms } = numbers;
  const rate = effectiveLearningRate === null ? '' : String(effectiveLearningRate);
  const norms = [gradientNorm, updateNorm, weightNorm].map(String);
  return [...norms, rate, ...slots.map((slot) => String(slotNorms[slot] ?? ''))];
}
