import { keepPreviousData, type MutationOptions, QueryClient, type QueryKey, skipToken, type SkipToken, type UseInfiniteQueryResult, useInfiniteQuery, useMutation, type UseMutationResult, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { InfiniteData } from '@tanstack/react-query';
import { afterCommand } from './after-command.ts';
import type { Call } from './client.ts';
import type { CareFailure } from './failure.ts';

/** Answers kept for the screens. The network is this machine's own: being offline does not stop a question. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { networkMode: 'always', retry: (count, failure) => count < 1 && 'code' in failure && failure.code === 'INTERRUPTED', staleTime: 20_000, gcTime: 600_000, structuralSharing: false, refetchOnWindowFocus: true },
    mutations: { networkMode: 'always', retry: false },
  },
});

export type AskOptions = {
  readonly staleTime?: number;
  readonly keepPrevious?: boolean;
  readonly refetchEvery?: number;
};

/** The key an answer is kept under: path and input. */
export function keyOf<I, O>(call: Call<I, O>, input?: I): QueryKey {
  return input === undefined ? [call.path] : [call.path, input];
}

/** Asks a question and keeps the answer fresh: `useCare(care.customers.overview, { customerId })`; `skipToken` waits. */
export function useCare<I, O>(call: Call<I, O>, input?: I | SkipToken, options: AskOptions = {}): UseQueryResult<O, CareFailure> {
  const skip = input === skipToken;
  return useQuery<O, CareFailure>({
    queryKey: skip ? [call.path, 'waiting'] : keyOf(call, input),
    queryFn: skip ? skipToken : ({ signal }) => invoke(call, input, signal),
    ...(options.staleTime === undefined ? {} : { staleTime: options.staleTime }),
    ...(options.keepPrevious ? { placeholderData: keepPreviousData } : {}),
    ...(options.refetchEvery === undefined ? {} : { refetchInterval: options.refetchEvery }),
  });
}

/** Asks page by page: `inputOf` makes the input of a page from what `nextOf` found in the page before (undefined: first). */
export function useCarePages<I, O, P>(call: Call<I, O>, key: unknown, inputOf: (page: P | undefined) => I, nextOf: (answer: O) => P | null): UseInfiniteQueryResult<InfiniteData<O>, CareFailure> {
  return useInfiniteQuery<O, CareFailure, InfiniteData<O>, QueryKey, P | undefined>({
    queryKey: [call.path, key, 'pages'],
    queryFn: ({ pageParam, signal }) => invoke(call, inputOf(pageParam as P | undefined), signal),
    initialPageParam: undefined,
    getNextPageParam: (last) => nextOf(last) ?? undefined,
  });
}

/** Does something and lets the screens that show it ask again: `const add = useAct(care.staff.add); add.mutate(input)`. */
export function useAct<I, O>(call: Call<I, O>, options: Omit<MutationOptions<O, CareFailure, I>, 'mutationFn'> = {}): UseMutationResult<O, CareFailure, I> {
  return useMutation<O, CareFailure, I>({
    ...options,
    mutationFn: async (input) => {
      const answer = await invoke(call, input);
      afterCommand(queryClient, call.path, input);
      return answer;
    },
  });
}

/** Does something outside a component, with the same refresh afterwards. */
export async function act<I, O>(call: Call<I, O>, input: I): Promise<O> {
  const answer = await invoke(call, input);
  afterCommand(queryClient, call.path, input);
  return answer;
}

function invoke<I, O>(call: Call<I, O>, input: I | undefined, signal?: AbortSignal): Promise<O> {
  return (call as (input: I | undefined, options: { readonly signal?: AbortSignal }) => Promise<O>)(input, signal ? { signal } : {});
}
