import type { ConfigOf, OptimizerRule } from './rule.ts';

/**
 * Adamax, Adam with the infinity norm (Kingma and Ba, 2015, section 7.1):
 *
 *     momentum += (1 - beta_1) · (gradient - momentum)
 *     norm      = max(beta_2 · norm, |gradient|)
 *     weight   -= learning_rate · momentum / ((1 - beta_1^t) · (norm + epsilon))
 */
export const adamax: OptimizerRule<ConfigOf<'Adamax'>> = {
  slots: () => ['momentum', 'norm'].map((name) => ({ name, initial: 0 })),
  step({ config, algebra, learningRate, localStep, gradient, slots }) {
    const { add, sub, mul, div, pow, abs, max } = algebra;
    const { beta_1, beta_2, epsilon } = config;
    const momentum = add(slots['momentum']!, mul(sub(gradient, slots['momentum']!), 1 - beta_1));
    const norm = max(mul(slots['norm']!, beta_2), abs(gradient));
    const correction = sub(1, pow(beta_1, localStep));
    return {
      slots: { momentum, norm },
      decrease: div(mul(learningRate, momentum), mul(correction, add(norm, epsilon))),
    };
  },
};
