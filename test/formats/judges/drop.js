/** Drops pictures (RGB or grey bytes) on the page as PNG files and answers the scores that it shows. */
async ({ pictures, height, width, channels }) => {
  const transfer = new DataTransfer();
  for (const [index, values] of pictures.entries()) {
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    const context = canvas.getContext('2d');
    const image = context.createImageData(width, height);
    for (let pixel = 0; pixel < width * height; pixel++) {
      const [red, green = red, blue = red] = values.slice(pixel * channels, (pixel + 1) * channels);
      image.data.set([red, green, blue, 255], pixel * 4);
    }
    context.putImageData(image, 0, 0);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve));
    transfer.items.add(new File([blob], `${index}.png`, { type: 'image/png' }));
  }
  document.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
  const items = () => [...document.querySelectorAll('#results li')];
  while (items().length < pictures.length) await new Promise((resolve) => setTimeout(resolve, 20));
  return items().flatMap((item) => JSON.parse(item.dataset.scores));
};
