/** The page of a report: one HTML file without scripts, made for paper, with its drawings in it. */
import type { Language } from '../../../shared/contract/errors/entry.ts';
import type { ConfusedPictures } from './confused-pictures.ts';
import type { Figure } from './figures.ts';
import type { ReportSource } from './report-source.ts';
import type { Table } from './tables.ts';
import type { SayWord } from './words.ts';
import { escapedXml } from '../../../shared/xml-text.ts';

/** What stands on the page. */
export interface ReportParts {
  readonly language: Language;
  readonly say: SayWord;
  readonly source: ReportSource;
  readonly appVersion: string;
  readonly results: Table;
  readonly differences: Table | null;
  readonly settings: Table;
  readonly curves: readonly Figure[];
  readonly runs: readonly {
    readonly label: string;
    readonly matrices: readonly Figure[];
    readonly pairs: readonly ConfusedPictures[];
    readonly proof: Table;
    readonly note: string;
    /** Why there are no matrices; null where there are. */
    readonly missing: string | null;
  }[];
}

const style = `
@page { size: A4; margin: 16mm 14mm; }
body { font: 10.5pt/1.5 Inter, 'Inter Variable', 'Noto Sans JP', 'Noto Sans JP Variable', 'Yu Gothic UI', 'Hiragino Sans', sans-serif; color: #1d2228; max-width: 182mm; margin: 0 auto; padding: 4mm; }
h1 { font-size: 20pt; margin: 0; } h2 { font-size: 14pt; margin: 9mm 0 2mm; border-bottom: 1px solid #c9c4b4; break-after: avoid; }
h3 { font-size: 11.5pt; margin: 5mm 0 1mm; break-after: avoid; } p { margin: 1mm 0; } .soft { color: #55595f; }
table { border-collapse: collapse; width: 100%; font-size: 8.5pt; } caption { text-align: left; color: #55595f; padding: 1mm 0; }
th, td { text-align: left; padding: .8mm 1.2mm; border-bottom: 1px solid #e4e0d4; vertical-align: top; overflow-wrap: break-word; }
td:first-child, th:first-child { min-width: 20mm; } th { font-weight: 600; background: #f4f1e9; } tr { break-inside: avoid; }
figure { margin: 3mm 0; break-inside: avoid; } figure svg { width: 100%; height: auto; max-height: 235mm; } figcaption { color: #55595f; font-size: 9pt; }
.tile { display: inline-block; margin: 0 1.5mm 0 0; text-align: center; font-size: 7.5pt; } .tile img { display: block; width: 12mm; image-rendering: pixelated; }
`;

/** The text of the file. */
export function reportPage(parts: ReportParts): string {
  const { language, say, source } = parts;
  const numbered = counter(say);
  const body = [
    head(parts),
    section(say('results'), table(parts.results, numbered('table', say('results')))),
    parts.differences === null ? '' : section(say('differs'), differences(parts, numbered)),
    section(say('curves'), figures(parts.curves, numbered)),
    ...parts.runs.map((run) => runSection(parts, run, numbered)),
    section(say('settings'), table(parts.settings, numbered('table', say('settings')))),
  ];
  return [
    `<!doctype html>\n<html lang="${language}">\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src file:">\n<title>${escapedXml(source.title)}</title>`,
    `<style>${style}</style>\n<body>`,
    ...body,
    '</body>\n</html>\n',
  ].join('\n');
}

type Numbered = (kind: 'figure' | 'table', caption: string) => string;

/** Captions with running numbers. */
function counter(say: SayWord): Numbered {
  const counts = { figure: 0, table: 0 };
  return (kind, caption) => `${say(kind)} ${++counts[kind]}: ${caption}`;
}

function head({ say, source, appVersion, language }: ReportParts): string {
  const kind = source.comparison === null ? say('run') : say('comparison');
  const id = source.comparison?.comparison ?? source.runs[0]?.run.id ?? '';
  const made = source.runs[0]?.run.createdAtMs ?? 0;
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(made);
  return [
    `<p class="soft">${say('report')} · ${kind} <code>${escapedXml(id)}</code></p>`,
    `<h1>${escapedXml(source.title)}</h1>`,
    `<p class="soft">${say('made')}: ${escapedXml(when)} · Tatami ${escapedXml(appVersion)}</p>`,
  ].join('\n');
}

function differences({ say, source, differences: rows }: ReportParts, numbered: Numbered): string {
  const start = source.comparison?.start;
  const words = start?.initialWeightsSha256 === null ? say('unequalStart') : say('equalStart');
  const hash = start?.initialWeightsSha256 ?? '';
  const shown =
    rows === null || rows.length < 2
      ? `<p>${say('nothingDiffers')}</p>`
      : table(rows, numbered('table', say('differs')));
  return `${shown}\n<p>${say('start')}: ${words} <code>${escapedXml(hash.slice(0, 16))}</code></p>`;
}

function runSection({ say }: ReportParts, run: ReportParts['runs'][number], numbered: Numbered): string {
  const pairs =
    run.pairs.length === 0 ? '' : `<h3>${say('pairs')}</h3>${pairTable(run.pairs, say, numbered)}`;
  return section(
    run.label,
    [
      run.note === '' ? '' : `<p>${say('note')}: ${escapedXml(run.note)}</p>`,
      run.missing === null
        ? figures(run.matrices, numbered)
        : `<p class="soft">${escapedXml(run.missing)}</p>`,
      pairs,
      `<h3>${say('proof')}</h3>${table(run.proof, numbered('table', `${run.label}: ${say('proof')}`))}`,
    ].join('\n'),
  );
}

function pairTable(pairs: readonly ConfusedPictures[], say: SayWord, numbered: Numbered): string {
  const rows = pairs.map(({ true: truth, predicted, count, pictures }) => {
    const tiles = pictures.map(
      ({ png, confidence }) =>
        `<span class="tile"><img alt="" src="data:image/png;base64,${png.toString('base64')}">${(100 * confidence).toFixed(0)} %</span>`,
    );
    return `<tr><td>${escapedXml(truth)}</td><td>${escapedXml(predicted)}</td><td>${count}</td><td>${tiles.join('')}</td></tr>`;
  });
  const names = [say('truth'), say('predicted'), say('count'), say('pictures')];
  const headRow = names.map((name) => `<th>${name}</th>`).join('');
  return `<table><caption>${numbered('table', say('pairs'))}</caption><tr>${headRow}</tr>${rows.join('')}</table>`;
}

function figures(all: readonly Figure[], numbered: Numbered): string {
  return all
    .map(
      ({ svg, caption }) =>
        `<figure>${svg}<figcaption>${escapedXml(numbered('figure', caption))}</figcaption></figure>`,
    )
    .join('\n');
}

function table([headRow = [], ...rows]: Table, caption: string): string {
  const cells = (tag: 'th' | 'td', row: readonly string[]): string =>
    `<tr>${row.map((cell) => `<${tag}>${escapedXml(cell)}</${tag}>`).join('')}</tr>`;
  const body = rows.map((row) => cells('td', row)).join('\n');
  return `<table><caption>${escapedXml(caption)}</caption>${cells('th', headRow)}\n${body}</table>`;
}

function section(title: string, content: string): string {
  return `<section><h2>${escapedXml(title)}</h2>\n${content}</section>`;
}
