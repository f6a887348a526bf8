import type { ConfigOf, OptimizerRule } from './rule.ts';

/**
 * RMSprop (Tieleman and Hinton, 2012):
 *
 *     velocity = rho · velocity + (1 - rho) · gradient²
 *     step     = learning_rate · gradient / sqrt(velocity + epsilon)
 *     weight  -= step                           with momentum:  moment = momentum · moment + step; weight -= moment
 *
 * `centered` subtracts the squared running mean of the gradient from the velocity under the root.
 */
export const rmsprop: OptimizerRule<ConfigOf<'RMSprop'>> = {
  slots({ momentum, centered }) {
    const names = [
      'velocity',
      ...(momentum > 0 ? ['momentum'] : []),
      ...(centered ? ['average_gradient'] : []),
    ];
    return names.map((name) => ({ name, initial: 0 }));
  },
  step({ config, algebra, learningRate, gradient, slots }) {
    const { add, sub, mul, div, sqrt, square } = algebra;
    const { rho, epsilon, momentum, centered } = config;
    const average = (old: typeof gradient, now: typeof gradient) => add(mul(old, rho), mul(now, 1 - rho));
    const velocity = average(slots['velocity']!, square(gradient));
    const mean = centered ? average(slots['average_gradient']!, gradient) : undefined;
    const spread = mean ? sub(velocity, square(mean)) : velocity;
    const step = div(mul(learningRate, gradient), sqrt(add(spread, epsilon)));
    const moment = momentum > 0 ? add(mul(slots['momentum']!, momentum), step) : undefined;
    return {
      slots: { velocity, ...(moment && { momentum: moment }), ...(mean && { average_gradient: mean }) },
      decrease: moment ?? step,
    };
  },
};
