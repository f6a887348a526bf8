import { describe, expect, it } from 'vitest';
import { modelSchema } from '../../../../src/shared/spec/model.ts';
import { modelSummary } from '../../../../src/shared/spec/summary.ts';

describe('The summary of a model', () => {
  it('is the table that Keras prints', () => {
    const layers = [
      { class_name: 'Conv2D', config: { filters: 32, kernel_size: 6 } },
      'BatchNormalization',
      'GlobalMaxPooling2D',
      { class_name: 'Dense', config: { units: 10 } },
    ];
    expect(`\n${modelSummary(modelSchema.parse({ name: 'net', layers }), [28, 28, 1])}`).toBe(`
Model: "net"
┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━┓
┃ Layer (type)                              ┃ Output Shape       ┃ Param # ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━┩
│ conv2d (Conv2D)                           │ (None, 23, 23, 32) │   1,184 │
├───────────────────────────────────────────┼────────────────────┼─────────┤
│ batch_normalization (BatchNormalization)  │ (None, 23, 23, 32) │     128 │
├───────────────────────────────────────────┼────────────────────┼─────────┤
│ global_max_pooling2d (GlobalMaxPooling2D) │ (None, 32)         │       0 │
├───────────────────────────────────────────┼────────────────────┼─────────┤
│ dense (Dense)                             │ (None, 10)         │     330 │
└───────────────────────────────────────────┴────────────────────┴─────────┘
 Total params: 1,642 (6.41 KB)
 Trainable params: 1,578 (6.16 KB)
 Non-trainable params: 64 (256.00 B)
`);
  });
});
