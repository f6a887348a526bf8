import type { LabErrorData } from '../../../../shared/contract/errors.ts';
import type { PageQuery, RunColumn, RunFacets, RunLine } from '../../../../shared/contract/history.ts';
import { api, on, problemOf } from '../../api.ts';
import { notices } from '../../state/notices.svelte.ts';
import { settings } from '../../state/settings.svelte.ts';
import { say } from '../../i18n/say.svelte.ts';

/** What the list is filtered and ordered by. */
export type ListQuery = Omit<PageQuery, 'limit' | 'offset'>;

/** Lines that are read at once. */
export const pageSize = 100;

/** Time in which a deletion can be taken back. */
const undoMs = 8000;

/** Least time between two readings that events ask for. */
const refreshMs = 1000;

const firstQuery: ListQuery = { isArchived: false, isGrouped: true, order: 'newest' };

/** The list of runs: its filters, the pages that have been read, what is selected. */
export class HistoryList {
  #query = $state.raw<ListQuery>({ ...firstQuery, columns: settings.value.historyColumns ?? [] });
  #pages = $state.raw<ReadonlyMap<number, readonly RunLine[]>>(new Map());
  #total = $state<number | null>(null);
  #version = $state(0);
  #facets = $state.raw<RunFacets | null>(null);
  #error = $state.raw<LabErrorData | null>(null);
  #selected = $state.raw<ReadonlySet<string>>(new Set());
  #leaving = $state.raw<ReadonlySet<string>>(new Set());
  #refresh: ReturnType<typeof setTimeout> | null = null;

  get query(): ListQuery {
    return this.#query;
  }

  /** Rises whenever the list has been read again: something in the history may have changed. */
  get version(): number {
    return this.#version;
  }

  /** Lines that meet the query; null until the first answer. */
  get total(): number | null {
    return this.#total;
  }

  get facets(): RunFacets | null {
    return this.#facets;
  }

  get error(): LabErrorData | null {
    return this.#error;
  }

  /** Ids of the runs that are ticked. */
  get selected(): ReadonlySet<string> {
    return this.#selected;
  }

  /** Ids of runs that will be deleted unless the user takes it back. */
  get leaving(): ReadonlySet<string> {
    return this.#leaving;
  }

  /** Columns that the user has added. */
  get columns(): readonly RunColumn[] {
    return this.#query.columns ?? [];
  }

  /** Whether anything but the order restricts the list. */
  get isFiltered(): boolean {
    const names = new Set([...Object.keys(this.#query), ...Object.keys(firstQuery)]) as Set<keyof ListQuery>;
    for (const name of ['order', 'columns', 'sortBy'] as const) names.delete(name);
    return [...names].some((name) => this.#query[name] !== firstQuery[name]);
  }

  /** The line at a place; undefined until its page is read. */
  line(index: number): RunLine | undefined {
    return this.#pages.get(Math.floor(index / pageSize))?.[index % pageSize];
  }

  /** All lines that have been read, in order. */
  get known(): readonly RunLine[] {
    return [...this.#pages.keys()].toSorted((a, b) => a - b).flatMap((page) => this.#pages.get(page) ?? []);
  }

  /** Follows the history from now on; answers a function that ends it. */
  begin(): () => void {
    void this.reload();
    const ends = [
      on('history', () => this.#refreshSoon()),
      on('queue', (event) => {
        if (event.type === 'jobs') this.#refreshSoon();
      }),
    ];
    return () => ends.forEach((end) => end());
  }

  /** Changes filters or order; undefined takes a filter away. */
  filter(changes: { readonly [Name in keyof ListQuery]?: ListQuery[Name] | undefined }): void {
    const entries = Object.entries({ ...this.#query, ...changes });
    this.#query = Object.fromEntries(entries.filter(([, value]) => value !== undefined));
    this.#pages = new Map();
    void this.reload();
  }

  /** Shows other columns, now and after the next start; an order by one that is gone is over. */
  showColumns(columns: readonly RunColumn[]): void {
    const { sortBy } = this.#query;
    const stays = columns.some(
      ({ kind, name }) => kind === sortBy?.column.kind && name === sortBy.column.name,
    );
    settings.change({ historyColumns: columns });
    this.filter({ columns, ...(stays ? {} : { sortBy: undefined }) });
  }

  /** Orders by a column, largest first; asked for again, the other way round. */
  sortBy(column: RunColumn): void {
    const { sortBy } = this.#query;
    const isSame = sortBy?.column.kind === column.kind && sortBy.column.name === column.name;
    this.filter({ sortBy: { column, isRising: isSame && !sortBy.isRising } });
  }

  /** Takes all filters away and keeps the order. */
  clear(): void {
    const { order = 'newest', columns = [], sortBy } = this.#query;
    this.#query = { ...firstQuery, order, columns, ...(sortBy === undefined ? {} : { sortBy }) };
    this.#pages = new Map();
    void this.reload();
  }

  /** Reads the pages that are known (at least the first) and the facets again. */
  async reload(): Promise<void> {
    const pages = this.#pages.size === 0 ? [0] : [...this.#pages.keys()];
    await Promise.all([...pages.map((page) => this.#read(page)), this.#readFacets()]);
    this.#version += 1;
  }

  /** Reads the pages of these places unless they are known. */
  ensure(from: number, to: number): void {
    for (let page = Math.floor(from / pageSize); page <= Math.floor(to / pageSize); page++) {
      if (!this.#pages.has(page)) void this.#read(page);
    }
  }

  tick(id: string, isTicked: boolean): void {
    const next = new Set(this.#selected);
    if (isTicked) next.add(id);
    else next.delete(id);
    this.#selected = next;
  }

  tickAll(isTicked: boolean): void {
    this.#selected = new Set(isTicked ? this.known.map(({ id }) => id) : []);
  }

  /** Deletes runs in some seconds; until then the user can take it back. */
  remove(ids: readonly string[]): void {
    this.#leaving = new Set([...this.#leaving, ...ids]);
    this.#selected = new Set([...this.#selected].filter((id) => !ids.includes(id)));
    const timer = setTimeout(() => void this.#delete(ids), undoMs);
    const takeBack = (): void => {
      clearTimeout(timer);
      this.#stay(ids);
    };
    notices.tell(() => say('history.deleted', { count: ids.length }), {
      text: () => say('history.deletedText'),
      action: { label: () => say('frame.undo'), act: takeBack },
    });
  }

  async #delete(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      try {
        await api.deleteRun(id);
      } catch (error) {
        notices.problem(() => say('history.couldNotDelete'), error);
      }
    }
    await this.reload();
    this.#stay(ids);
  }

  #stay(ids: readonly string[]): void {
    this.#leaving = new Set([...this.#leaving].filter((id) => !ids.includes(id)));
  }

  #refreshSoon(): void {
    this.#refresh ??= setTimeout(() => {
      this.#refresh = null;
      void this.reload();
    }, refreshMs);
  }

  async #read(page: number): Promise<void> {
    const query = this.#query;
    try {
      const answer = await api.runs({ ...query, limit: pageSize, offset: page * pageSize });
      if (query !== this.#query) return;
      this.#pages = new Map([...this.#pages, [page, answer.lines]]);
      this.#total = answer.total;
      this.#error = null;
    } catch (error) {
      this.#error = problemOf(error);
    }
  }

  async #readFacets(): Promise<void> {
    try {
      this.#facets = await api.runFacets();
    } catch (error) {
      this.#error = problemOf(error);
    }
  }
}
