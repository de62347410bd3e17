import { useQuery } from "@tanstack/react-query";
import { Navigate, useParams } from "react-router";

import { api, data } from "../api/client";
import { isProblem } from "../api/problem";
import { QueryView } from "../design/States";
import { Gate } from "../features/session/Gate";
import NotFoundPage from "./NotFoundPage";

/** Back from the checkout: the payment knows its booking, and that page follows what the company says. */
export default function PaidPage() {
  const paymentId = Number(useParams().paymentId);
  return <Gate>{() => <ToItsBooking paymentId={paymentId} />}</Gate>;
}

function ToItsBooking({ paymentId }: { paymentId: number }) {
  const payment = useQuery({
    queryKey: ["payment", paymentId],
    queryFn: () =>
      data(api.GET("/v1/payments/{payment_id}", { params: { path: { payment_id: paymentId } } })),
    enabled: Number.isSafeInteger(paymentId),
  });
  if (!Number.isSafeInteger(paymentId) || isProblem(payment.error, "NOT_FOUND"))
    return <NotFoundPage />;
  return (
    <QueryView query={payment}>
      {(paid) => (
        <Navigate
          to={paid.bookingId === null ? "/account/packages" : `/bookings/${paid.bookingId}`}
          replace
        />
      )}
    </QueryView>
  );
}
