import type { Ref } from '../native/graph.ts';
import type { ConfigOf, OptimizerRule } from './rule.ts';

/**
 * Adadelta (Zeiler, 2012):
 *
 *     accumulated_grad      = rho · accumulated_grad + (1 - rho) · gradient²
 *     delta                 = sqrt(accumulated_delta_var + epsilon) / sqrt(accumulated_grad + epsilon) · gradient
 *     accumulated_delta_var = rho · accumulated_delta_var + (1 - rho) · delta²
 *     weight               -= learning_rate · delta
 */
export const adadelta: OptimizerRule<ConfigOf<'Adadelta'>> = {
  slots: () => [
    { name: 'accumulated_grad', initial: 0 },
    { name: 'accumulated_delta_var', initial: 0 },
  ],
  step({ config: { rho, epsilon }, algebra, learningRate, gradient, slots }) {
    const { add, mul, div, sqrt, square } = algebra;
    const average = (old: Ref, now: Ref) => add(mul(old, rho), mul(square(now), 1 - rho));
    const rms = (value: Ref) => sqrt(add(value, epsilon));
    const grad = average(slots['accumulated_grad']!, gradient);
    const delta = div(mul(rms(slots['accumulated_delta_var']!), gradient), rms(grad));
    const deltaVar = average(slots['accumulated_delta_var']!, delta);
    return {
      slots: { accumulated_grad: grad, accumulated_delta_var: deltaVar },
      decrease: mul(learningRate, delta),
    };
  },
};
