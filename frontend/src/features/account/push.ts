// Notifications of this browser: the subscription is the browser's, the server is told of it.

import { api, body, data } from "../../api/client";

export type PushState = "unable" | "denied" | "off" | "on";

export function pushable(): boolean {
  return "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
}

export async function pushState(): Promise<PushState> {
  if (!pushable()) return "unable";
  if (Notification.permission === "denied") return "denied";
  const worker = await navigator.serviceWorker.getRegistration();
  return (await worker?.pushManager.getSubscription()) ? "on" : "off";
}

/** Ask the reader, subscribe, and tell the server. The browser asks only after a press. */
export async function turnPushOn(publicKey: string): Promise<PushState> {
  if ((await Notification.requestPermission()) !== "granted") return pushState();
  const worker = await navigator.serviceWorker.ready;
  const subscription = await worker.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: bytesOf(publicKey),
  });
  const { endpoint, keys } = subscription.toJSON();
  if (!endpoint || !keys?.p256dh || !keys.auth) return "off";
  await data(
    api.POST("/v1/users/me/push-devices", {
      body: { endpoint, keys: { p256dh: keys.p256dh, auth: keys.auth } },
    }),
  );
  return "on";
}

export async function turnPushOff(): Promise<PushState> {
  const worker = await navigator.serviceWorker.getRegistration();
  await (await worker?.pushManager.getSubscription())?.unsubscribe();
  return pushState(); // the server forgets it when the push service says that it has ended
}

export async function forgetDevice(id: number): Promise<void> {
  const path = { device_id: id };
  await body(api.DELETE("/v1/users/me/push-devices/{device_id}", { params: { path } }));
}

/** The key comes in URL-safe Base64, the browser wants bytes. */
export function bytesOf(key: string): Uint8Array<ArrayBuffer> {
  const plain = atob(key.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}
