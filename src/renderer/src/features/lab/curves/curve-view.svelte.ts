import type { CurveAxis } from '../../../charts/learning-curves.ts';

/** How Lab draws its curves; kept while the window is open. */
class CurveView {
  /** Whether the loss stands on a logarithmic axis. */
  isLog = $state(true);
  axis = $state<CurveAxis>('epoch');
  /** Weight of what came before, 0 to below 1. */
  smoothing = $state(0.8);
  /** Whether the run before is drawn behind the run that is shown. */
  isBeforeShown = $state(false);
}

/** The one way in which curves are drawn. */
export const curveView = new CurveView();
