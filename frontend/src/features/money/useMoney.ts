import { useQuery } from "@tanstack/react-query";

import { api, body } from "../../api/client";

export type Side = "client" | "provider";

export function usePayments(role: Side, page: number) {
  return useQuery({
    queryKey: ["payments", "history", role, page],
    queryFn: () => body(api.GET("/v1/payments/history", { params: { query: { role, page } } })),
  });
}

export function useInvoices(role: Side, page: number) {
  return useQuery({
    queryKey: ["invoices", "list", role, page],
    queryFn: () => body(api.GET("/v1/invoices", { params: { query: { role, page } } })),
  });
}
