import type { Alert, AlertsGiven } from './alert.ts';

const side = 32;

/** Draws a dot on the page's icon while something is unread. An icon that may not be read is replaced by the dot. */
export function faviconBadge({ root }: Pick<AlertsGiven, 'root'>): Alert {
  const found = document.querySelector<HTMLLinkElement>('link[rel~="icon"]');
  const plain = found?.getAttribute('href');
  const link = found ?? document.createElement('link');
  let isShown = false;
  link.rel = 'icon';

  async function draw(): Promise<void> {
    const picture = await loaded(plain ?? '/favicon.ico');
    if (!isShown) return;
    link.href = dotted(picture, getComputedStyle(root.host)) ?? dotted(undefined, getComputedStyle(root.host)) ?? '';
    document.head.append(link);
  }

  function put(show: boolean): void {
    if (show === isShown) return;
    isShown = show;
    if (show) void draw();
    else if (plain) link.href = plain;
    else link.remove();
  }

  return { show: (unread) => put(unread > 0), end: () => put(false) };
}

async function loaded(address: string): Promise<HTMLImageElement | undefined> {
  const image = new Image();
  image.crossOrigin = 'anonymous';
  image.src = address;
  return image.decode().then(
    () => image,
    () => undefined,
  );
}

/** The picture with a dot in its corner, as a data URL; nothing where the browser refuses to give it out. */
function dotted(picture: HTMLImageElement | undefined, style: CSSStyleDeclaration): string | undefined {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side;
  const pen = canvas.getContext('2d');
  if (!pen) return undefined;
  if (picture) pen.drawImage(picture, 0, 0, side, side);
  pen.fillStyle = style.getPropertyValue('--bellhop-badge') || '#4338ca';
  pen.beginPath();
  pen.arc(side - 9, 9, 9, 0, 2 * Math.PI);
  pen.fill();
  try {
    return canvas.toDataURL();
  } catch {
    return undefined; // SecurityError: the picture is of another origin
  }
}
