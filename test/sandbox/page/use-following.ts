import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** Pixels from the end that still count as being at the end. */
const SLACK = 24;

/**
 * Keeps a scrolling list at its end while it grows or its frame shrinks, unless the person has scrolled away.
 * `grows`: whatever changes when the list does.
 */
export function useFollowing<E extends HTMLElement>(
  grows: unknown,
): { ref: RefObject<E>; isFollowing: boolean; onScroll: () => void; follow: () => void } {
  const ref = useRef<E>(null);
  const [isFollowing, setIsFollowing] = useState(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `grows` is the reason to run, not an input
  useLayoutEffect(() => {
    if (isFollowing && ref.current) ref.current.scrollTop = ref.current.scrollHeight;
  }, [grows, isFollowing]);
  useEffect(() => {
    const list = ref.current;
    if (!list || !isFollowing) return;
    const observer = new ResizeObserver(() => {
      list.scrollTop = list.scrollHeight;
    });
    observer.observe(list);
    return () => observer.disconnect();
  }, [isFollowing]);
  return {
    ref,
    isFollowing,
    onScroll() {
      const list = ref.current;
      if (list) setIsFollowing(list.scrollHeight - list.scrollTop - list.clientHeight < SLACK);
    },
    follow: () => setIsFollowing(true),
  };
}
