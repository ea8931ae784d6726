import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

export interface Vendor {
  readonly url: string;
  /** Paths with queries that were asked for. */
  readonly asked: string[];
}

/** A stand-in for the vendor's download place, which gives a program that prints the text. */
export async function downloadPlace(directory: string, text: string): Promise<Vendor> {
  mkdirSync(join(directory, 'package'), { recursive: true });
  writeFileSync(join(directory, 'package', 'program'), `#!/bin/sh\necho '${text}'\n`);
  execFileSync('tar', ['-czf', 'a.tar.gz', 'package/program'], { cwd: directory });
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url === '/a.tar.gz') return void response.end(readFileSync(join(directory, 'a.tar.gz')));
    response.end(JSON.stringify({ archiveUrl: `${url}/a.tar.gz`, fileToExtract: 'package/program' }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.unref();
  return { url, asked };
}
