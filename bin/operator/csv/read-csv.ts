import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { CsvError, parse } from 'csv-parse';
import { CannotDo } from '../cannot-do.ts';
import { expectUtf8 } from './expect-utf8.ts';

/** A row: its cells, and the line of the file on which it ends. */
export type CsvRow = { line: number; cells: string[] };

/** What a file is known by when it is read again: how many rows it has, and the hash of its bytes. */
export type CsvFile = { rows: number; sha256: string };

/**
 * Reads through a CSV file once (RFC 4180; UTF-8, with or without a byte order mark), and shows its headings and each of its rows.
 * @throws CannotDo when it cannot be read as such, with the line.
 */
export async function surveyCsv(
  path: string,
  seen: { headings: (cells: readonly string[]) => void; row: (row: CsvRow) => void },
): Promise<CsvFile> {
  await expectUtf8(path);
  const hash = createHash('sha256');
  let rows = -1; // the headings
  for await (const row of parsed(path, (chunk) => hash.update(chunk))) {
    if (rows === -1) seen.headings(row.cells);
    else seen.row(row);
    rows += 1;
  }
  if (rows === -1) throw new CannotDo(`${path} is empty; its first line has to name the columns`);
  return { rows, sha256: hash.digest('hex') };
}

/** Reads the rows of a file behind the first `skip`, without the headings. */
export async function* csvRows(path: string, skip: number): AsyncGenerator<CsvRow> {
  let index = -1; // the headings
  for await (const row of parsed(path)) {
    if (index >= skip) yield row;
    index += 1;
  }
}

async function* parsed(path: string, seen: (chunk: Buffer) => void = () => {}): AsyncGenerator<CsvRow> {
  const file = createReadStream(path).on('data', (chunk) => seen(chunk as Buffer));
  const parser = file.pipe(parse({ bom: true, info: true, relax_column_count: true, skip_empty_lines: true }));
  file.once('error', (error) => parser.destroy(error));
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>)
      yield { line: info.lines, cells: record };
  } catch (cause) {
    if (cause instanceof CsvError) throw new CannotDo(`${path} is not read as CSV: ${cause.message}`, { cause });
    throw new CannotDo(`${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
