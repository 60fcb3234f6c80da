package dev.davit.registrar.delivery;

import dev.davit.core.model.Registration;
import dev.davit.core.port.Registrar.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds out which of a batch is refused where only the batch as a whole is answered: what is
 * refused together is sent again in halves. A few requests at most; what is still undecided then is
 * postponed. Used by one thread, for one batch.
 */
final class Halving {
  private static final int REQUESTS = 32;

  private final Sending sending;
  private int left = REQUESTS;

  Halving(Sending sending) {
    this.sending = sending;
  }

  /** Sends registrations with one request. */
  @FunctionalInterface
  interface Sending {
    Answer send(List<Registration> batch) throws InterruptedException;
  }

  /**
   * What was answered.
   *
   * @param results one for each, in their order
   * @param perhapsOfSome whether it may be only some that they are all refused for
   */
  record Answer(List<Result> results, boolean perhapsOfSome) {
    static Answer to(List<Registration> batch, Result result, boolean perhapsOfSome) {
      return new Answer(batch.stream().map(each -> result).toList(), perhapsOfSome);
    }
  }

  List<Result> send(List<Registration> batch) throws InterruptedException {
    left--;
    Answer answer = sending.send(batch);
    if (!answer.perhapsOfSome() || batch.size() == 1) {
      return answer.results();
    }
    if (left < 2) {
      return answer.results().stream().map(Halving::undecided).toList();
    }
    int middle = batch.size() / 2;
    List<Result> results = new ArrayList<>(send(batch.subList(0, middle)));
    results.addAll(
        left > 0
            ? send(batch.subList(middle, batch.size()))
            : answer.results().subList(middle, batch.size()).stream()
                .map(Halving::undecided)
                .toList());
    return results;
  }

  private static Result undecided(Result result) {
    return result instanceof Result.Refused refused
        ? new Result.Postponed("refused together with others: " + refused.error(), Duration.ZERO)
        : result;
  }
}
