/** A text as XML and HTML take it, in elements and in attributes between double quotes; control characters are left out. */
export function escapedXml(text: string): string {
  const allowed = [...text].filter((character) => character >= ' ' || /[\t\n\r]/.test(character)).join('');
  return allowed
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
