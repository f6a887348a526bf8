import type { ImportedModel } from '../../../shared/contract/imported-model.ts';
import { isRecord } from '../../../shared/spec/class-spec.ts';

type Scaling = ImportedModel['preprocessing'];

/** What a file that Tatami wrote says must be done to a pixel before it enters; null where no record says it. */
export function fedAs(records: readonly unknown[]): Scaling | null {
  for (const record of records.filter((one) => isRecord(one))) {
    for (const place of [record['tatami'], record]) {
      const input = isRecord(place) ? place['input'] : null;
      if (!isRecord(input)) continue;
      const { scale, offset } = input;
      if (Number.isFinite(scale) && Number.isFinite(offset)) return { scale, offset } as Scaling;
    }
  }
  return null;
}

/** `(pixel * fed.scale + fed.offset)`, then the Rescaling layer at the model's beginning where there is one. */
export function scaledTwice(
  fed: Scaling,
  {
    preprocessing: { scale, offset },
    isPreprocessingKnown,
  }: Pick<ImportedModel, 'preprocessing' | 'isPreprocessingKnown'>,
): Scaling {
  return isPreprocessingKnown ? { scale: fed.scale * scale, offset: fed.offset * scale + offset } : fed;
}
