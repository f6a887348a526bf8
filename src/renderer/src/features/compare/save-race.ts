/** A race as files of the user's. */
import { api } from '../../api.ts';
import { pictureOf } from '../../charts/line-chart.ts';
import { lineChartSvg, type SvgChart } from '../../../../shared/charts/line-chart-svg.ts';
import { say } from '../../i18n/say.svelte.ts';
import { notices } from '../../state/notices.svelte.ts';
import { race } from './race.svelte.ts';
import { raceCsv } from '../../../../shared/metrics/epoch-csv.ts';

/** What the chart shows. */
type Shown = Pick<SvgChart, 'series' | 'x' | 'y'>;

let canvas: HTMLCanvasElement | null = null;
let view: (() => Shown) | null = null;

/** Says which canvas shows the race now. */
export function drawnOn(shown: HTMLCanvasElement): void {
  canvas = shown;
}

/** Says how to find what the chart shows at the moment. */
export function drawnFrom(read: () => Shown): void {
  view = read;
}

/** Saves the chart as lines, for papers and slides. */
export function saveRaceSvg(): void {
  const [shown, read] = [canvas, view];
  if (shown === null || read === null) return;
  const style = getComputedStyle(shown);
  const colour = (token: string): string => style.getPropertyValue(token).trim();
  const title = race.document?.name ?? say('compare.chosenRuns');
  void save('svg', () =>
    Promise.resolve(new TextEncoder().encode(lineChartSvg({ title, colour, ...read() }))),
  );
}

/** Saves the numbers of all epochs of all runs. */
export function saveRaceCsv(): void {
  const runs = race.racers.flatMap(({ name, runs: of }) =>
    of.map(({ seed, runId }) => ({ racer: name, seed, epochs: race.recorded(runId)?.epochs ?? [] })),
  );
  void save('csv', () => Promise.resolve(new TextEncoder().encode(raceCsv(runs))));
}

/** Saves the chart as it is seen. */
export function saveRacePng(): void {
  const shown = canvas;
  if (shown === null) return;
  void save('png', async () => new Uint8Array(await (await pictureOf(shown)).arrayBuffer()));
}

async function save(ending: string, bytes: () => Promise<Uint8Array<ArrayBuffer>>): Promise<void> {
  const name = (race.document?.name ?? 'runs').replace(/[^\p{L}\p{N}-]+/gu, '-');
  try {
    const saved = await api.saveFile(`tatami-${name}.${ending}`, await bytes());
    if (saved !== null) notices.tell(() => say('compare.saved', { name: saved }));
  } catch (error) {
    notices.problem(() => say('compare.notSaved'), error);
  }
}
