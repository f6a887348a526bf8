/** The pictures that are shown as files: a list for spreadsheet programs, and a sheet to print. */
import { mostPictures, type Pictures } from '../../../../shared/contract/lab/data.ts';
import { csvText } from '../../../../shared/csv.ts';
import { api } from '../../api.ts';
import { count, say } from '../../i18n/say.svelte.ts';
import { toRgba } from '../../ui/picture-atlas.ts';
import { type CardLayout, sheetLayout } from './contact-sheet-layout.ts';
import { placesOf, type ShownPictures } from './saved-selections.svelte.ts';
import { clipped } from './matrix-painter.ts';

/** Asks where to and writes a line for each picture; answers the file's name, null when the user cancels. */
export function exportPictureList(pictures: ShownPictures, name: string): Promise<string | null> {
  return api.saveFile(`${fileName(name)}.csv`, new TextEncoder().encode(pictureList(pictures)));
}

function pictureList({ shown, images }: ShownPictures): string {
  const { study, predicted, dataset } = shown;
  const nameOf = (label: number | undefined): string => dataset.taxonomy.classes[label ?? -1] ?? '';
  const places = placesOf({ shown, images });
  const rows = Array.from(images, (image, index) => [
    predicted.half,
    String(places[index]),
    nameOf(study.evaluation.labels[image]),
    nameOf(study.predicted[image]),
    (study.confidence[image] ?? 0).toFixed(4),
  ]);
  return csvText([['half', 'picture', 'true', 'predicted', 'confidence'], ...rows]);
}

/**
 * Asks where to and writes the pictures with what they are and what they were taken for, as many as one answer of the
 * data carries; answers the file's name, null when the user cancels.
 */
export async function exportContactSheet(pictures: ShownPictures, name: string): Promise<string | null> {
  const { shown } = pictures;
  const places = placesOf(pictures).slice(0, mostPictures);
  const cut = await api.pictures(shown.dataset.id, shown.predicted.half, [...places]);
  return api.saveFile(`${fileName(name)}.png`, await sheetOf(pictures, cut, name));
}

const ink = '#1d2228';
const inkSoft = '#63676d';
const wrongInk = '#a8361f';

/** On paper colours whatever theme the window has. */
async function sheetOf(
  { shown, images }: ShownPictures,
  cut: Pictures,
  name: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const shownCount = cut.indices.length;
  const layout = sheetLayout(shownCount, cut);
  const canvas = new OffscreenCanvas(layout.width, layout.height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This canvas cannot be drawn on.');
  context.fillStyle = '#fffefb';
  context.fillRect(0, 0, layout.width, layout.height);
  context.imageSmoothingEnabled = false;
  const family = getComputedStyle(document.body).fontFamily;
  context.fillStyle = ink;
  context.font = `600 20px ${family}`;
  const shares = { shown: count(shownCount), all: count(images.length) };
  const about = say('errors.sheetTitle', { run: shown.run.name, selection: name, ...shares });
  context.fillText(clipped(context, about, layout.width - 32), 16, 34);
  const tile = new OffscreenCanvas(cut.width, cut.height);
  for (const [place, card] of layout.cards.entries()) {
    context.drawImage(tileOf(tile, cut, place), card.x, card.y, card.pictureWidth, card.pictureHeight);
    writeCaption(context, { shown, image: images[place] ?? 0, card, family });
  }
  return new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
}

/** One picture, painted over the one before. */
function tileOf(tile: OffscreenCanvas, cut: Pictures, place: number): OffscreenCanvas {
  const { width, height, channels, images } = cut;
  const bytes = width * height * channels;
  const data = new ImageData(width, height);
  data.data.set(toRgba(images.subarray(place * bytes, (place + 1) * bytes), channels));
  tile.getContext('2d')?.putImageData(data, 0, 0);
  return tile;
}

interface Caption {
  readonly shown: ShownPictures['shown'];
  readonly image: number;
  readonly card: CardLayout;
  readonly family: string;
}

/** What it is, what it was taken for (with a mark where that is wrong) and how sure the net was. */
function writeCaption(
  context: OffscreenCanvasRenderingContext2D,
  { shown: { study, dataset }, image, card, family }: Caption,
): void {
  const nameOf = (label: number | undefined): string => dataset.taxonomy.classes[label ?? -1] ?? '';
  const isRight = study.isRight[image] === 1;
  const write = (text: string, colour: string, line: number): void => {
    context.fillStyle = colour;
    context.fillText(clipped(context, text, card.width), card.x, card.y + card.pictureHeight + 16 * line);
  };
  context.font = `500 13px ${family}`;
  write(nameOf(study.evaluation.labels[image]), ink, 1);
  const guess = `${isRight ? '✓' : '→'} ${nameOf(study.predicted[image])}`;
  write(guess, isRight ? inkSoft : wrongInk, 2);
  write((study.confidence[image] ?? 0).toFixed(2), inkSoft, 3);
}

function fileName(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N} ._-]/gu, '-').slice(0, 120);
}
