import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

/** Run in the page over the debugger, past the policy that lets no strange script in. */
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** Everything that WCAG 2.2 AA asks for and a machine can see. */
const all = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] };
/** Those of its rules that look at colours: nothing else changes with the scheme. */
const ofColours = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

/** A rule that a page breaks, and where. */
export interface Violation {
  readonly rule: string;
  readonly where: string;
  readonly why: string;
}

declare const axe: {
  run(
    context: Document,
    options: unknown,
  ): Promise<{
    violations: { id: string; nodes: { target: unknown[]; failureSummary?: string }[] }[];
  }>;
};

/** What is wrong with the page as it stands, in the scheme that it has. */
export const violationsOf = async (page: Page): Promise<readonly Violation[]> => {
  await page.evaluate(axeSource);
  return run(page, all);
};

/** What is wrong with the page in light and in dark. */
export const violationsInBothSchemes = async (
  page: Page,
): Promise<readonly (Violation & { readonly scheme: string })[]> => {
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await violationsOf(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await run(page, ofColours);
  return [
    ...light.map((fault) => ({ scheme: 'light', ...fault })),
    ...dark.map((fault) => ({ scheme: 'dark', ...fault })),
  ];
};

const run = (page: Page, runOnly: unknown): Promise<readonly Violation[]> =>
  page.evaluate(async (only) => {
    const found = await axe.run(document, { runOnly: only, resultTypes: ['violations'] });
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary = '' }) => ({
        rule: id,
        where: target.join(' '),
        why: failureSummary.slice(0, 300),
      })),
    );
  }, runOnly);
