/** The page that asks for the second factor, and goes on to where somebody wanted to. */
export const codeStep = (back: string): string => `/sign-in/code?back=${encodeURIComponent(back)}`;
