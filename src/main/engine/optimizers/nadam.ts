import type { Algebra } from '../native/algebra.ts';
import type { Ref } from '../native/graph.ts';
import type { ConfigOf, OptimizerRule } from './rule.ts';

/** Speed at which Nadam's momentum approaches `beta_1` (Dozat, 2016; fixed in Keras 3). */
const scheduleDecay = 0.96;

/**
 * Nadam, Adam with Nesterov momentum (Dozat, 2016):
 *
 *     u(t)      = beta_1 · (1 - 0.5 · 0.96^t),   u_product = u(1) · ... · u(t)
 *     momentum += (1 - beta_1) · (gradient - momentum)
 *     velocity += (1 - beta_2) · (gradient² - velocity)
 *     m_hat     = u(t+1) · momentum / (1 - u_product · u(t+1)) + (1 - u(t)) · gradient / (1 - u_product)
 *     v_hat     = velocity / (1 - beta_2^t)
 *     weight   -= learning_rate · m_hat / (sqrt(v_hat) + epsilon)
 *
 * Unlike Adam, Keras's Nadam rounds the betas to float32 before it takes 1 - beta.
 */
export const nadam: OptimizerRule<ConfigOf<'Nadam'>> = {
  slots: () => ['momentum', 'velocity'].map((name) => ({ name, initial: 0 })),
  shared: [{ name: 'u_product', initial: 1 }],
  updateShared({ config, algebra, localStep }, { u_product }) {
    const warming = algebra.sub(1, algebra.mul(algebra.pow(scheduleDecay, localStep), 0.5));
    return { u_product: algebra.mul(algebra.mul(u_product!, config.beta_1), warming) };
  },
  step({ config, algebra, learningRate, localStep, gradient, slots, shared }) {
    const { add, sub, mul, div, pow, sqrt, square } = algebra;
    const { epsilon } = config;
    const beta_1 = Math.fround(config.beta_1);
    const beta_2 = Math.fround(config.beta_2);
    const now = momentumAt(algebra, beta_1, localStep);
    const next = momentumAt(algebra, beta_1, add(localStep, 1));
    const product = shared['u_product']!;
    const momentum = add(slots['momentum']!, mul(sub(gradient, slots['momentum']!), 1 - beta_1));
    const velocity = add(slots['velocity']!, mul(sub(square(gradient), slots['velocity']!), 1 - beta_2));
    const ahead = div(mul(next, momentum), sub(1, mul(product, next)));
    const estimate = add(ahead, div(mul(sub(1, now), gradient), sub(1, product)));
    const spread = div(velocity, sub(1, pow(beta_2, localStep)));
    return {
      slots: { momentum, velocity },
      decrease: div(mul(estimate, learningRate), add(sqrt(spread), epsilon)),
    };
  },
};

function momentumAt({ mul, sub, pow }: Algebra, beta1: number, step: Ref): Ref {
  return mul(sub(1, mul(pow(scheduleDecay, step), 0.5)), beta1);
}
