import type { ReadFile, StoredFile } from '../rules/attachments.ts';

/** Files that lie where the owner has put them. */
export interface StoredFiles {
  /**
   * Reads all of these files, or none: why not, in words for whoever reads a timeline. None of them is read that would make it more than
   * so many bytes together.
   * @throws RetryableError when they may be read later.
   */
  read(stored: readonly StoredFile[], mostBytes: number): Promise<{ files: ReadFile[] } | { problem: string }>;
}
