import { IconButton } from '@atlaskit/button/new';
import ArrowLeft from '@atlaskit/icon/core/arrow-left';
import Skeleton from '@atlaskit/skeleton';
import { Failure } from '../failure';
import { usePage } from '../page-context';
import { RequestDetail } from './request-detail';

/** The open request, while it loads too. */
export function RequestPanel({ requestKey }: { requestKey: string }) {
  const { state, dispatch, effects } = usePage();
  const { view } = state.desk;
  return (
    <>
      <div className="area-head">
        <IconButton
          icon={ArrowLeft}
          label="Back to the requests"
          appearance="subtle"
          spacing="compact"
          onClick={() => dispatch({ type: 'request-closed' })}
        />
        <span className="request-key">Support / {requestKey}</span>
      </div>
      {view.error !== undefined && (
        <div className="area-message">
          <Failure title="The request could not be read" error={view.error} retry={effects.refresh} />
        </div>
      )}
      <div className="request-detail" aria-busy={!view.value && !view.error}>
        {view.value ? <RequestDetail request={view.value} /> : !view.error && <LoadingDetail />}
      </div>
    </>
  );
}

const LoadingDetail = () => (
  <div className="stack">
    <Skeleton width="80%" height={28} isShimmering />
    <Skeleton width={120} height={20} isShimmering />
    <Skeleton width="100%" height={140} isShimmering />
  </div>
);
