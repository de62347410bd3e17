import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, body, data } from "../../api/client";
import { useSignedIn } from "../session/useSession";

const LOOK_AGAIN_MS = 30_000;

/** The number beside the bell; a page in the background does not ask. */
export function useUnread(): number {
  const here = useSignedIn();
  const unread = useQuery({
    queryKey: ["inbox", "unread"],
    queryFn: () => data(api.GET("/v1/notifications/unread")),
    enabled: here,
    refetchInterval: LOOK_AGAIN_MS,
  });
  return here ? (unread.data?.unread ?? 0) : 0;
}

export function useMessages(page: number, unread: boolean) {
  return useQuery({
    queryKey: ["inbox", "list", page, unread],
    queryFn: () => {
      const query = { page, ...(unread ? { unread: true } : {}) };
      return body(api.GET("/v1/notifications", { params: { query } }));
    },
    refetchInterval: LOOK_AGAIN_MS,
  });
}

export function useMarkRead() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: number | "all") =>
      id === "all"
        ? body(api.POST("/v1/notifications/read-all"))
        : body(
            api.POST("/v1/notifications/{notification_id}/read", {
              params: { path: { notification_id: id } },
            }),
          ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["inbox"] }),
  });
}
