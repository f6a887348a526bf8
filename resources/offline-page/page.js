/** Runs the net on pictures. It is plain JavaScript, since pages that are opened as files may load no modules. */
'use strict';

const { tf, tatamiNet, tatamiWords } = globalThis;
const { classes, superclasses, superclassOf, input } = tatamiNet.about;
const shown = 5;
const element = (/** @type {string} */ id) => document.getElementById(id);

/** What is shown, so that it can be looked at again. */
let pictures = [];
let language = navigator.language.startsWith('ja') ? 'ja' : 'en';
const net = load();
speak();

element('language').addEventListener('click', () => {
  language = language === 'ja' ? 'en' : 'ja';
  speak();
});
element('files').addEventListener('change', ({ target }) => void look([...target.files]));
element('inverted').addEventListener('change', () => void look(pictures));
document.addEventListener('paste', ({ clipboardData }) => void look([...(clipboardData?.files ?? [])]));
document.addEventListener('dragover', (event) => {
  event.preventDefault();
  element('drop').classList.add('over');
});
document.addEventListener('dragleave', () => element('drop').classList.remove('over'));
document.addEventListener('drop', (event) => {
  event.preventDefault();
  element('drop').classList.remove('over');
  void look([...(event.dataTransfer?.files ?? [])]);
});

/** The weights stand in a script, because a page that is a file may fetch nothing. */
async function load() {
  await tf.setBackend('cpu');
  const bytes = Uint8Array.from(atob(tatamiNet.weights), (character) => character.charCodeAt(0));
  const { modelTopology, weightsManifest } = tatamiNet.model;
  const weightSpecs = weightsManifest.flatMap(({ weights }) => weights);
  return tf.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData: bytes.buffer }));
}

/** @param {readonly File[]} files */
async function look(files) {
  if (files.length === 0) return;
  pictures = files;
  element('problem').textContent = '';
  element('results').replaceChildren();
  for (const file of files) {
    const canvas = await canvasOf(file).catch(() => null);
    if (canvas === null) say('problem', 'unreadable', { file: file.name });
    else
      await predict(file.name, canvas).catch((error) => say('problem', 'broken', { problem: String(error) }));
  }
}

/** The middle of a picture in the net's size. */
async function canvasOf(/** @type {File} */ file) {
  const bitmap = await createImageBitmap(file, { colorSpaceConversion: 'none' });
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [input.width, input.height];
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.fillStyle = 'white';
  context.fillRect(0, 0, input.width, input.height);
  const scale = Math.min(bitmap.width / input.width, bitmap.height / input.height);
  const [width, height] = [input.width * scale, input.height * scale];
  context.imageSmoothingQuality = 'high';
  const [left, top] = [(bitmap.width - width) / 2, (bitmap.height - height) / 2];
  context.drawImage(bitmap, left, top, width, height, 0, 0, input.width, input.height);
  if (element('inverted').checked) {
    context.globalCompositeOperation = 'difference';
    context.fillRect(0, 0, input.width, input.height);
  }
  return canvas;
}

/** Values as the net takes them: grey or three colours, scaled. */
function valuesOf(/** @type {HTMLCanvasElement} */ canvas) {
  const { data } = canvas.getContext('2d').getImageData(0, 0, input.width, input.height);
  const values = new Float32Array(input.width * input.height * input.channels);
  for (let pixel = 0; pixel < values.length / input.channels; pixel++) {
    const [red, green, blue] = data.subarray(pixel * 4, pixel * 4 + 3);
    const grey = Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
    values.set(input.channels === 1 ? [grey] : [red, green, blue], pixel * input.channels);
  }
  return values.map((value) => value * input.scale + input.offset);
}

async function predict(/** @type {string} */ name, /** @type {HTMLCanvasElement} */ canvas) {
  const model = await net;
  const images = tf.tensor(valuesOf(canvas), [1, input.height, input.width, input.channels]);
  const output = model.predict(images);
  const scores = await output.data();
  tf.dispose([images, output]);
  show(name, canvas, scores);
}

function show(
  /** @type {string} */ name,
  /** @type {HTMLCanvasElement} */ canvas,
  /** @type {Float32Array} */ scores,
) {
  const item = document.createElement('li');
  item.dataset.scores = JSON.stringify([...scores]);
  const heading = Object.assign(document.createElement('h2'), { textContent: name });
  const table = document.createElement('table');
  const order = [...scores.keys()].sort((a, b) => scores[b] - scores[a]);
  for (const index of order.slice(0, shown)) {
    const row = table.insertRow();
    row.insertCell().textContent = labelOf(index);
    const meter = Object.assign(document.createElement('meter'), { max: 1, value: scores[index] });
    meter.setAttribute('aria-hidden', 'true');
    row.insertCell().append(meter);
    row.insertCell().textContent = scores[index].toFixed(4);
  }
  const words = document.createElement('div');
  words.append(heading, table);
  item.append(canvas, words);
  element('results').append(item);
}

function labelOf(/** @type {number} */ index) {
  const label = classes[index] ?? String(index);
  const group = superclasses?.[superclassOf?.[index]];
  return group === undefined ? label : `${label} (${group})`;
}

function speak() {
  const facts = { name: tatamiNet.name, width: input.width, height: input.height };
  document.documentElement.lang = language;
  document.title = filled('title', facts);
  element('name').textContent = tatamiNet.name;
  for (const key of ['about', 'invitation', 'inversion', 'language']) say(key, key, facts);
}

/** @param {string} id @param {string} key @param {Readonly<Record<string, unknown>>} facts */
function say(id, key, facts) {
  element(id).textContent = filled(key, facts);
}

function filled(/** @type {string} */ key, /** @type {Readonly<Record<string, unknown>>} */ facts) {
  return tatamiWords[language][key].replace(/\{(\w+)\}/g, (_, /** @type {string} */ name) =>
    String(facts[name]),
  );
}
