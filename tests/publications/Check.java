import java.io.File;
import java.util.*;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.*;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.*;
import org.verapdf.pdfa.validation.profiles.*;
import org.w3c.dom.*;

/** Checks files against veraPDF's profile of PDF/UA-1, read from the jar that brings the library. Exit 1 if one fails. */
public class Check {
  static final String PROFILE = "org/verapdf/pdfa/validation/PDFUA-1.xml";

  static Element child(Element parent, String name) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling())
      if (name.equals(node.getLocalName())) return (Element) node;
    return null;
  }

  static String text(Element parent, String name) {
    Element found = child(parent, name);
    return found == null ? "" : found.getTextContent().trim();
  }

  static Rule rule(Element element) {
    Element id = child(element, "id"), error = child(element, "error");
    List<ErrorArgument> arguments = new ArrayList<>();
    Element list = error == null ? null : child(error, "arguments");
    if (list != null)
      for (Node node = list.getFirstChild(); node != null; node = node.getNextSibling())
        if ("argument".equals(node.getLocalName())) {
          Element argument = (Element) node;
          String name = argument.hasAttribute("name") ? argument.getAttribute("name") : null;
          arguments.add(ErrorArgumentImpl.fromValues(node.getTextContent(), name, null));
        }
    RuleId ruleId = Profiles.ruleIdFromValues(
        PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
        id.getAttribute("clause"),
        Integer.parseInt(id.getAttribute("testNumber")));
    Boolean deferred = element.hasAttribute("deferred") ? Boolean.valueOf(element.getAttribute("deferred")) : null;
    return Profiles.ruleFromValues(
        ruleId, element.getAttribute("object"), deferred, element.getAttribute("tags"), text(element, "description"),
        text(element, "test"), Profiles.errorFromValues(error == null ? "" : text(error, "message"), arguments),
        new ArrayList<>());
  }

  static ValidationProfile profile() throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
    factory.setNamespaceAware(true);
    Document xml = factory.newDocumentBuilder().parse(Check.class.getClassLoader().getResourceAsStream(PROFILE));
    Set<Rule> rules = new LinkedHashSet<>();
    NodeList found = xml.getElementsByTagNameNS("*", "rule");
    for (int i = 0; i < found.getLength(); i++) rules.add(rule((Element) found.item(i)));
    Set<Variable> variables = new LinkedHashSet<>();
    found = xml.getElementsByTagNameNS("*", "variable");
    for (int i = 0; i < found.getLength(); i++) {
      Element one = (Element) found.item(i);
      variables.add(Profiles.variableFromValues(
          one.getAttribute("name"), one.getAttribute("object"), text(one, "defaultValue"), text(one, "value")));
    }
    Element details = (Element) xml.getElementsByTagNameNS("*", "details").item(0);
    return Profiles.profileFromValues(
        PDFAFlavour.valueOf(xml.getDocumentElement().getAttribute("flavour")),
        Profiles.profileDetailsFromValues(text(details, "name"), text(details, "description"), "veraPDF", new Date()),
        "", rules, variables);
  }

  public static void main(String[] files) throws Exception {
    java.util.logging.LogManager.getLogManager().reset();
    VeraGreenfieldFoundryProvider.initialise();
    ValidationProfile profile = profile();
    boolean failed = false;
    for (String file : files)
      try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), profile.getPDFAFlavour())) {
        ValidationResult result =
            Foundries.defaultInstance().createValidator(profile, 1000000, false, true, false).validate(parser);
        System.out.println((result.isCompliant() ? "PASS " : "FAIL ") + file + ": " + result.getTotalAssertions()
            + " checks of " + profile.getRules().size() + " rules");
        Map<String, Integer> faults = new TreeMap<>();
        for (TestAssertion assertion : result.getTestAssertions())
          if (assertion.getStatus() == TestAssertion.Status.FAILED)
            faults.merge(assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber() + " "
                + assertion.getMessage() + ", such as: " + assertion.getErrorMessage(), 1, Integer::sum);
        faults.forEach((fault, count) -> System.out.println("  " + count + " × " + fault));
        failed |= !result.isCompliant();
      }
    System.exit(failed ? 1 : 0);
  }
}
