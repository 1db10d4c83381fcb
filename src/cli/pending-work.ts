/** What ends by itself: timers, and requests to the file system, the name service or another process. Sockets may stay. */
const passing = /^(?:Timeout|Immediate|FSReq\w+|\w+ReqWrap)$/;

/** How many timers and requests this process is waiting for. */
export function pendingWork(): number {
  let count = 0;
  for (const kind of process.getActiveResourcesInfo()) if (endsByItself(kind)) count += 1;
  return count;
}

/** There are few kinds, and they are asked about before and after each script. */
const known = new Map<string, boolean>();

function endsByItself(kind: string): boolean {
  const answer = known.get(kind) ?? passing.test(kind);
  known.set(kind, answer);
  return answer;
}
