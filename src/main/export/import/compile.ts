/** What a file says that its net was trained by. */
import type { ImportNote } from '../../../shared/contract/imported-model.ts';
import { isRecord } from '../../../shared/spec/class-spec.ts';
import { type LossSpec, lossSchema } from '../../../shared/spec/losses.ts';
import { type OptimizerSpec, optimizerSchema } from '../../../shared/spec/optimizers.ts';
import { quote } from '../../../shared/spec/quote.ts';

/** Loss and optimizer, each null where the file has none or Tatami does not have it, which is noted. */
export function readCompile(
  compile: unknown,
  notes: ImportNote[],
): { readonly optimizer: OptimizerSpec | null; readonly loss: LossSpec | null } {
  if (!isRecord(compile)) return { optimizer: null, loss: null };
  const given = compile['optimizer'] ?? compile['optimizer_config'];
  const optimizer = optimizerSchema.safeParse(bare(given, optimizerKeys));
  const loss = lossSchema.safeParse(bare(compile['loss'], lossKeys));
  if (!optimizer.success && isRecord(given))
    notes.push({ code: 'optimizer', layer: null, detail: quote(given ?? null) });
  if (!loss.success && (compile['loss'] ?? null) !== null)
    notes.push({ code: 'loss', layer: null, detail: quote(compile['loss'] ?? null) });
  return { optimizer: optimizer.data ?? null, loss: loss.data ?? null };
}

const lossKeys = ['from_logits', 'label_smoothing'];

const optimizerKeys = [
  ...[
    'learning_rate',
    'lr',
    'momentum',
    'nesterov',
    'rho',
    'centered',
    'epsilon',
    'beta_1',
    'beta_2',
    'amsgrad',
  ],
  ...['initial_accumulator_value', 'weight_decay', 'clipnorm', 'clipvalue', 'global_clipnorm'],
  ...['use_ema', 'ema_momentum', 'ema_overwrite_frequency'],
];

/** The class with the settings that we know; a setting that a class does not have makes our schema refuse it. */
function bare(value: unknown, keys: readonly string[]): unknown {
  if (!isRecord(value) || !isRecord(value['config'])) return value;
  const config = Object.entries(value['config']).filter(([key]) => keys.includes(key));
  return { class_name: value['class_name'], config: Object.fromEntries(config) };
}
