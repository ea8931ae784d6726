/** Tells a story step by step, and keeps how long each took. */
export interface Steps {
  step<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** A line for each. */
  told(): string;
}

export const createSteps = (): Steps => {
  const lines: string[] = [];
  const began = Date.now();
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1).padStart(6)} s`;
  return {
    async step(name, work) {
      const start = Date.now();
      try {
        return await work();
      } finally {
        lines.push(`${seconds(Date.now() - start)}  ${name}`);
      }
    },
    told: () => [...lines, `${seconds(Date.now() - began)}  in all`].join('\n'),
  };
};
