import type { IncomingHttpHeaders } from 'node:http';
import type { ObjectStat } from '../object-store.js';

/** Evaluates the preconditions of a GET or HEAD in the order of RFC 9110 §13.2.2. */
export function checkConditions(headers: IncomingHttpHeaders, stat: ObjectStat): 'send' | 'not-modified' | 'failed' {
  const match = headers['if-match'];
  if (match !== undefined && !names(match, stat.etag)) return 'failed';
  const noneMatch = headers['if-none-match'];
  if (noneMatch !== undefined) return names(noneMatch, stat.etag) ? 'not-modified' : 'send';
  const since = headers['if-modified-since'];
  return since !== undefined && !changedSince(stat, since) ? 'not-modified' : 'send';
}

/** Whether a range still fits what the client already has; if not it gets the whole object. */
export function rangeStillFits(headers: IncomingHttpHeaders, stat: ObjectStat): boolean {
  const condition = headers['if-range'];
  if (typeof condition !== 'string') return true;
  return condition.startsWith('"') ? condition === `"${stat.etag}"` : !changedSince(stat, condition);
}

function names(list: string, etag: string): boolean {
  return list.split(',').some((entry) => ['*', `"${etag}"`].includes(entry.trim().replace(/^W\//, '')));
}

/** HTTP dates have whole seconds. */
function changedSince(stat: ObjectStat, date: string): boolean {
  const time = Date.parse(date);
  return Number.isNaN(time) || Math.floor(stat.modifiedAt.getTime() / 1000) * 1000 > time;
}
