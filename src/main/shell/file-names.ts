/** Names for files that the user is asked to save. */

/** Characters that no file system takes, or that lead elsewhere. */
const forbidden = /[\p{Cc}<>:"/\\|?*]/gu;

/** Names that Windows keeps for devices. */
const device = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** A name that every file system takes, without folders, out of one that the page suggests. */
export function safeFileName(suggested: string): string {
  const name = suggested
    .replace(forbidden, '-')
    .replace(/^[\s.]+|[\s.]+$/g, '')
    .slice(0, 120);
  return name === '' || device.test(name) ? `tatami-${name}` : name;
}
