import type { Ref } from '../native/graph.ts';
import type { ConfigOf, InPlaceTerms, OptimizerRule } from './rule.ts';

type Config = ConfigOf<'SGD'>;

/**
 * Gradient descent, with momentum (Polyak, 1964) and Nesterov's look-ahead:
 *
 *     velocity = momentum · velocity - learning_rate · gradient
 *     weight  += velocity                       with nesterov:  momentum · velocity - learning_rate · gradient
 *
 * Without momentum: weight -= learning_rate · gradient.
 */
export const sgd: OptimizerRule<Config> = {
  slots: ({ momentum }) => (momentum === 0 ? [] : [{ name: 'momentum', initial: 0 }]),
  step({ config, algebra: { mul, sub }, learningRate, gradient, slots }) {
    const plain = mul(gradient, learningRate);
    if (!slots['momentum']) return { slots: {}, decrease: plain };
    const velocity = sub(mul(slots['momentum'], config.momentum), plain);
    const decrease = config.nesterov ? sub(plain, mul(velocity, config.momentum)) : mul(velocity, -1);
    return { slots: { momentum: velocity }, decrease };
  },
  inPlace,
};

function inPlace({
  config,
  algebra,
  weight,
  gradient,
  slots,
  learningRate,
  after,
}: InPlaceTerms<Config>): Ref {
  const { graph } = algebra;
  const common = { T: { type: 'float32' }, use_locking: { bool: true } } as const;
  const velocity = slots['momentum'];
  if (!velocity) {
    const inputs = [weight.handle, learningRate, gradient];
    return graph.op('ResourceApplyGradientDescent', inputs, { attributes: common, after });
  }
  const inputs = [weight.handle, velocity.handle, learningRate, gradient, graph.scalar(config.momentum)];
  const attributes = { ...common, use_nesterov: { bool: config.nesterov } };
  return graph.op('ResourceApplyKerasMomentum', inputs, { attributes, after });
}
