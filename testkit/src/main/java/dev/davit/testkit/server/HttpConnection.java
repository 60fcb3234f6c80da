package dev.davit.testkit.server;

import dev.davit.testkit.server.Fault.Cut;
import dev.davit.testkit.server.Fault.Stall;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocket;

/** Serves one connection, one request after the other. */
final class HttpConnection {
  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int INSIDE_ANSWER = 20;
  private static final int LINGER_MILLIS = 2_000;

  private final LoopbackServer server;
  private final Socket socket;
  private final long number;

  HttpConnection(LoopbackServer server, Socket socket, long number) {
    this.server = server;
    this.socket = socket;
    this.number = number;
  }

  /** Serves until either side has had enough; the connection is closed afterwards. */
  void serve() {
    Optional<LoopbackTls> tls = server.options().tls();
    try (socket) {
      socket.setTcpNoDelay(true);
      if (tls.isEmpty()) {
        serve(socket.getInputStream(), socket.getOutputStream());
      } else {
        SSLSocket secure = tls.get().over(socket);
        serve(secure.getInputStream(), secure.getOutputStream());
      }
    } catch (IOException e) {
      server.ended(e);
    }
  }

  private void serve(InputStream in, OutputStream out) throws IOException {
    ConnectionInput input = new ConnectionInput(in);
    try {
      boolean more = true;
      while (more) {
        String head = input.head(server.options().maxHeadBytes());
        if (head.isEmpty()) {
          return;
        }
        more = exchange(RequestParser.parse(head, server.secure()), input, out);
      }
    } catch (MalformedRequestException e) {
      server.counters().refused();
      HttpAnswer answer = HttpAnswer.of(e.status()).body("text/plain", e.getMessage() + "\n");
      AnswerWriter.write(answer, true, out, Pace.UNLIMITED);
    }
    linger(input);
  }

  private boolean exchange(RequestHead head, ConnectionInput in, OutputStream out)
      throws IOException {
    Protocol.Call call = server.protocol().open(head);
    server.counters().requested(call.operation());
    FaultPlan plan = FaultPlan.of(server.faults().striking(call));
    boolean silent = plan.main().orElse(null) instanceof Fault.WithheldContinue;
    RequestBody.Start start =
        head.expectsContinue() && !silent
            ? () -> {
              out.write(CONTINUE);
              out.flush();
            }
            : () -> {};
    RequestBody body = new RequestBody(in, head, start, plan.pace());
    Exchange exchange = new Exchange(head, call, plan, body, out);
    try {
      return exchange.run();
    } finally {
      server.counters().moved(call.operation(), body.received(), exchange.sent);
      server.remember(number, call, head, exchange.status, body.received(), plan.name());
    }
  }

  /** Lets the client read the answer before a reset for unread bytes could destroy it. */
  private void linger(ConnectionInput in) throws IOException {
    if (server.secure()) {
      return;
    }
    socket.shutdownOutput();
    socket.setSoTimeout(LINGER_MILLIS);
    byte[] rest = new byte[8 * 1024];
    long left = server.options().maxDrainBytes();
    int n;
    while (left > 0 && (n = in.read(rest, 0, rest.length)) >= 0) {
      left -= n;
    }
  }

  /** Cuts at once, on the raw socket: TLS would say goodbye first. */
  private IOException cut(Cut cut) throws IOException {
    if (cut == Cut.RST) {
      socket.setSoLinger(true, 0);
    }
    socket.close();
    return new IOException("cut by a fault");
  }

  private final class Exchange {
    private final RequestHead head;
    private final Protocol.Call call;
    private final FaultPlan plan;
    private final RequestBody body;
    private final OutputStream out;
    private int status;
    private long sent;

    Exchange(
        RequestHead head, Protocol.Call call, FaultPlan plan, RequestBody body, OutputStream out) {
      this.head = head;
      this.call = call;
      this.plan = plan;
      this.body = body;
      this.out = out;
    }

    boolean run() throws IOException {
      pause(plan.before());
      Fault fault = plan.main().orElse(null);
      return fault == null ? send(call.answer(body)) : strike(fault);
    }

    private boolean strike(Fault fault) throws IOException {
      return switch (fault) {
        case Fault.Delay delay -> send(call.answer(body));
        case Fault.Bandwidth bandwidth -> send(call.answer(body));
        case Fault.WithheldContinue withheld -> send(call.answer(body));
        case Fault.CutBody(long atByte, Cut cut) -> {
          body.drain(atByte);
          throw cut(cut);
        }
        case Fault.Stalled(Stall where) -> stall(where);
        case Fault.Refusal refusal -> {
          if (refusal.readsBody()) {
            body.drain(Long.MAX_VALUE);
          }
          HttpAnswer answer = refusal(refusal.status(), refusal.code());
          refusal.edit().accept(answer);
          yield refusal.readsBody() ? send(answer) : send(answer, false);
        }
        case Fault.Replacement(int replaced, String type, String text) -> {
          body.drain(Long.MAX_VALUE);
          yield send(HttpAnswer.of(replaced).body(type, text));
        }
        case Fault.RefusalAs200(String code) -> {
          body.drain(Long.MAX_VALUE);
          yield send(refusal(0, code).status(200));
        }
        case Fault.Edited edited -> {
          HttpAnswer answer = call.answer(body);
          edited.edit().accept(answer);
          yield send(answer);
        }
        case Fault.LostAnswer(Cut cut) -> {
          carryOut();
          throw cut(cut);
        }
        case Fault.DeniedAfterwards(int denied, String code) -> {
          carryOut();
          yield send(refusal(denied, code));
        }
        case Fault.CutAnswer(long atByte, Cut cut) -> cutAnswer(carryOut(), atByte, cut);
        case Fault.EndlessAnswer endless -> {
          AnswerWriter.writeEndlessly(carryOut(), out);
          yield false;
        }
      };
    }

    private HttpAnswer refusal(int wanted, String code) {
      int chosen = wanted == 0 ? server.protocol().statusOf(code) : wanted;
      return server.protocol().refusal(head, chosen, code);
    }

    private HttpAnswer carryOut() throws IOException {
      HttpAnswer answer = call.answer(body);
      body.drain(Long.MAX_VALUE);
      status = answer.status();
      return answer;
    }

    private boolean stall(Stall where) throws IOException {
      switch (where) {
        case BEFORE_READING -> {}
        case INSIDE_BODY -> body.drain(Math.max(1, head.contentLength() / 2));
        case BEFORE_ANSWER -> body.drain(Long.MAX_VALUE);
        case INSIDE_ANSWER -> {
          try {
            AnswerWriter.write(carryOut(), false, new CutOutput(out, INSIDE_ANSWER), plan.pace());
          } catch (CutOutput.ReachedException e) {
            server.ended(e);
          }
        }
      }
      try {
        server.faults().stall().await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw cut(Cut.RST);
    }

    private boolean cutAnswer(HttpAnswer answer, long atByte, Cut cut) throws IOException {
      try {
        AnswerWriter.write(answer, false, new CutOutput(out, atByte), plan.pace());
      } catch (CutOutput.ReachedException e) {
        server.ended(e);
      }
      throw cut(cut);
    }

    /** Sends an answer; tells whether the connection can be used again. */
    private boolean send(HttpAnswer answer) throws IOException {
      long limit = server.options().maxDrainBytes();
      boolean comes = body.started() || !head.expectsContinue();
      boolean worthReading = comes && body.remaining() <= limit;
      boolean read = body.done() || (worthReading && body.drain(limit));
      return send(answer, read && !head.closes());
    }

    private boolean send(HttpAnswer answer, boolean usable) throws IOException {
      status = answer.status();
      pause(plan.after());
      AnswerWriter.write(answer, !usable, out, plan.pace());
      sent = answer.sendsBody() ? answer.body().length() : 0;
      return usable;
    }

    private void pause(Duration pause) throws InterruptedIOException {
      if (!pause.isZero()) {
        Pace.sleepNanos(pause.toNanos());
      }
    }
  }
}
