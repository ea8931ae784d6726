import type { Page } from 'playwright-core';

/** A text whose colour does not stand out from what is behind it. */
export interface PaleText {
  readonly text: string;
  readonly ratio: number;
}

/** Texts of a page below the contrast that WCAG 2.1 asks for (1.4.3: 4.5 to 1). */
export const paleTexts = (page: Page): Promise<readonly PaleText[]> =>
  page.evaluate(() => {
    type Rgba = readonly [number, number, number, number];
    const parse = (colour: string): Rgba => {
      const [r = 0, g = 0, b = 0, a = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number);
      return [r, g, b, a];
    };
    const over = ([r, g, b, a]: Rgba, [R, G, B]: Rgba): Rgba => [
      r * a + R * (1 - a),
      g * a + G * (1 - a),
      b * a + B * (1 - a),
      1,
    ];
    const behind = (element: Element | null): Rgba => {
      if (!element) return [255, 255, 255, 1];
      const colour = parse(getComputedStyle(element).backgroundColor);
      return colour[3] === 1 ? colour : over(colour, behind(element.parentElement));
    };
    const light = ([r, g, b]: Rgba): number =>
      [r, g, b]
        .map((one) => (one / 255 <= 0.04045 ? one / 255 / 12.92 : ((one / 255 + 0.055) / 1.055) ** 2.4))
        .reduce((sum, one, i) => sum + one * [0.2126, 0.7152, 0.0722][i]!, 0);
    return [...document.querySelectorAll('main *, header *')].flatMap((element) => {
      const text = [...element.childNodes]
        .filter((node) => node.nodeType === Node.TEXT_NODE)
        .map((node) => node.textContent?.trim())
        .join('');
      if (!text || element.closest('svg, option') || (element as HTMLElement).offsetParent === null)
        return [];
      const back = behind(element);
      const [a, b] = [light(over(parse(getComputedStyle(element).color), back)), light(back)];
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      return ratio < 4.5 ? [{ text: text.slice(0, 60), ratio: Math.round(ratio * 10) / 10 }] : [];
    });
  });
