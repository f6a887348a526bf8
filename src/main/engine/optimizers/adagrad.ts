import type { ConfigOf, OptimizerRule } from './rule.ts';

/**
 * Adagrad (Duchi, Hazan and Singer, 2011):
 *
 *     accumulator += gradient²
 *     weight      -= learning_rate · gradient / sqrt(accumulator + epsilon)
 */
export const adagrad: OptimizerRule<ConfigOf<'Adagrad'>> = {
  slots: ({ initial_accumulator_value }) => [{ name: 'accumulator', initial: initial_accumulator_value }],
  step({ config, algebra: { add, mul, div, sqrt, square }, learningRate, gradient, slots }) {
    const accumulator = add(slots['accumulator']!, square(gradient));
    const decrease = div(mul(learningRate, gradient), sqrt(add(accumulator, config.epsilon)));
    return { slots: { accumulator }, decrease };
  },
};
