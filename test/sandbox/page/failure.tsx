import SectionMessage, { SectionMessageAction } from '@atlaskit/section-message';

/** Something could not be read, in words, with a way to try again. */
export const Failure = ({
  title,
  error,
  retry,
}: {
  title: string;
  error: string;
  retry: () => Promise<void>;
}) => (
  <div role="alert">
    <SectionMessage
      appearance="error"
      title={title}
      actions={
        <SectionMessageAction key="retry" onClick={() => void retry()}>
          Try again
        </SectionMessageAction>
      }
    >
      <p>{error}</p>
    </SectionMessage>
  </div>
);
