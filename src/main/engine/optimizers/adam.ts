import type { ConfigOf, OptimizerRule } from './rule.ts';

/**
 * Adam (Kingma and Ba, 2015), and AdamW (Loshchilov and Hutter, 2019), which differs by its weight decay alone:
 *
 *     momentum += (1 - beta_1) · (gradient - momentum)
 *     velocity += (1 - beta_2) · (gradient² - velocity)
 *     alpha     = learning_rate · sqrt(1 - beta_2^t) / (1 - beta_1^t)
 *     weight   -= alpha · momentum / (sqrt(velocity) + epsilon)
 *
 * `amsgrad` (Reddi, Kale and Kumar, 2018) divides by the largest velocity so far. TensorFlow's fused update is
 * not used: it takes 1 - beta_2 from the rounded beta_2, which is 5e-5 off Keras's.
 */
export const adam: OptimizerRule<ConfigOf<'Adam'> | ConfigOf<'AdamW'>> = {
  slots: ({ amsgrad }) =>
    ['momentum', 'velocity', ...(amsgrad ? ['velocity_hat'] : [])].map((name) => ({ name, initial: 0 })),
  step({ config, algebra, learningRate, localStep, gradient, slots }) {
    const { add, sub, mul, div, pow, sqrt, square, max } = algebra;
    const { beta_1, beta_2, epsilon, amsgrad } = config;
    const root = sqrt(sub(1, pow(beta_2, localStep)));
    const alpha = div(mul(learningRate, root), sub(1, pow(beta_1, localStep)));
    const momentum = add(slots['momentum']!, mul(sub(gradient, slots['momentum']!), 1 - beta_1));
    const velocity = add(slots['velocity']!, mul(sub(square(gradient), slots['velocity']!), 1 - beta_2));
    const largest = amsgrad ? max(slots['velocity_hat']!, velocity) : undefined;
    const decrease = div(mul(momentum, alpha), add(sqrt(largest ?? velocity), epsilon));
    return { slots: { momentum, velocity, ...(largest && { velocity_hat: largest }) }, decrease };
  },
};
