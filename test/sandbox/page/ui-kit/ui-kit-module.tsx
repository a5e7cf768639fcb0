import './ui-kit.css';
import Spinner from '@atlaskit/spinner';
import { useEffect, useRef, useState } from 'react';
import { createBridge, type FlagOptions } from './bridge';
import { draw } from './draw-node';
import { Flags } from './flags';
import type { ForgeNode } from './forge-doc';
import { invokeResolver, loadContext, type Place } from './module-api';
import { Problem } from './problem';

export interface UiKitModuleProps extends Place {
  colourMode: 'light' | 'dark';
  /** Tells the module's title, in the viewer's language. */
  onTitle?(title: string): void;
}

interface Shown {
  doc?: ForgeNode;
  problems: string[];
  flags: FlagOptions[];
}

type Update = (change: (shown: Shown) => Partial<Shown>) => void;

/**
 * A module of the app that is drawn by UI Kit. The app's script runs in a hidden frame, as in the product, and reaches
 * the page over the bridge alone. It begins again when `key` changes: give it one of all that matters.
 */
export function UiKitModule(props: UiKitModuleProps) {
  const [shown, setShown] = useState<Shown>({ problems: [], flags: [] });
  const holder = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another place is another module, by its key
  useEffect(() => {
    const update: Update = (change) => setShown((before) => ({ ...before, ...change(before) }));
    const frame = document.createElement('iframe');
    frame.hidden = true;
    frame.title = `Script of ${props.moduleKey}`;
    holder.current?.append(frame);
    void runModule(frame, props, update);
    return () => frame.remove();
  }, []);

  const { doc, problems, flags } = shown;
  return (
    <div className="ui-kit" lang={props.locale} aria-busy={doc === undefined && problems.length === 0}>
      {problems.map((problem, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list only grows at its end
        <Problem key={index} text={problem} />
      ))}
      {doc === undefined && problems.length === 0 ? (
        <Spinner label="Loading the app" size="large" />
      ) : (
        draw(doc)
      )}
      <div ref={holder} />
      <Flags
        flags={flags}
        dismiss={(id) =>
          setShown((before) => ({ ...before, flags: before.flags.filter((flag) => flag.id !== id) }))
        }
      />
    </div>
  );
}

async function runModule(frame: HTMLIFrameElement, props: UiKitModuleProps, update: Update): Promise<void> {
  const { colourMode, onTitle, ...place } = props;
  const complain = (problem: string): void =>
    update(({ problems }) => ({ problems: [...problems, problem] }));
  try {
    const { title, context } = await loadContext(place);
    onTitle?.(title);
    const theme = { colorMode: colourMode, light: 'light', dark: 'dark', spacing: 'spacing' };
    const bridge = createBridge({
      draw: (doc) => update(() => ({ doc })),
      invoke: (functionKey, payload) => invokeResolver(place, functionKey, payload),
      // As a copy: `view.getContext()` changes the locale in what it is given.
      getContext: async () => ({ ...context, theme }),
      showFlag: (flag) =>
        update(({ flags }) => ({ flags: [flag, ...flags.filter(({ id }) => id !== flag.id)] })),
      closeFlag: (id) => update(({ flags }) => ({ flags: flags.filter((flag) => flag.id !== id) })),
      openUrl: (url, target) => void window.open(url, target === 'new-tab' ? '_blank' : '_self'),
      reload: () => window.location.reload(),
      changeTitle: (words) => {
        document.title = words;
      },
      complain,
    });
    Object.assign(frame, { forgeBridge: bridge });
    frame.src = `/_sandbox/ui/${encodeURIComponent(place.moduleKey)}/`;
  } catch (error) {
    complain(error instanceof Error ? error.message : String(error));
  }
}
