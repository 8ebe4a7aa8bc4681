import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0017_fill_slots'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='answer',
            options={'ordering': ['slot', 'language'], 'verbose_name': 'answer', 'verbose_name_plural': 'answers'},
        ),
        migrations.AlterModelOptions(
            name='answertext',
            options={'ordering': ['slot', 'language'], 'verbose_name': 'text written together', 'verbose_name_plural': 'texts written together'},
        ),
        migrations.AlterModelOptions(
            name='proposal',
            options={'ordering': ['created_at', 'pk'], 'verbose_name': 'proposal', 'verbose_name_plural': 'proposals'},
        ),
        migrations.AlterModelOptions(
            name='thread',
            options={'ordering': ['pk'], 'verbose_name': 'thread of comments', 'verbose_name_plural': 'threads of comments'},
        ),
        migrations.AlterModelOptions(
            name='voice',
            options={'ordering': ['pk'], 'verbose_name': 'voice in an answer', 'verbose_name_plural': 'voices in answers'},
        ),
        migrations.RemoveField(
            model_name='answer',
            name='occurrence',
        ),
        migrations.RemoveField(
            model_name='answer',
            name='question',
        ),
        migrations.RemoveField(
            model_name='answer',
            name='report',
        ),
        migrations.RemoveField(
            model_name='answertext',
            name='occurrence',
        ),
        migrations.RemoveField(
            model_name='answertext',
            name='question',
        ),
        migrations.RemoveField(
            model_name='answertext',
            name='report',
        ),
        migrations.RemoveField(
            model_name='assignment',
            name='occurrence',
        ),
        migrations.RemoveField(
            model_name='assignment',
            name='question',
        ),
        migrations.RemoveField(
            model_name='proposal',
            name='occurrence',
        ),
        migrations.RemoveField(
            model_name='proposal',
            name='question',
        ),
        migrations.RemoveField(
            model_name='proposal',
            name='report',
        ),
        migrations.RemoveField(
            model_name='thread',
            name='occurrence',
        ),
        migrations.RemoveField(
            model_name='thread',
            name='question',
        ),
        migrations.RemoveField(
            model_name='thread',
            name='report',
        ),
        migrations.RemoveField(
            model_name='voice',
            name='occurrence',
        ),
        migrations.RemoveField(
            model_name='voice',
            name='question',
        ),
        migrations.RemoveField(
            model_name='voice',
            name='report',
        ),
        migrations.AlterField(
            model_name='answer',
            name='slot',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='reports.slot'),
        ),
        migrations.AlterField(
            model_name='answertext',
            name='slot',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='reports.slot'),
        ),
        migrations.AlterField(
            model_name='thread',
            name='slot',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='reports.slot'),
        ),
        migrations.AlterField(
            model_name='proposal',
            name='slot',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='reports.slot'),
        ),
        migrations.AlterField(
            model_name='voice',
            name='slot',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='reports.slot'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.UniqueConstraint(fields=('slot', 'language'), name='one_answer_per_slot'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.UniqueConstraint(condition=models.Q(('is_original', True)), fields=('slot',), name='one_original_per_slot'),
        ),
        migrations.AddConstraint(
            model_name='answertext',
            constraint=models.UniqueConstraint(fields=('slot', 'language'), name='one_text_per_slot'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.CheckConstraint(condition=models.Q(('item', None), ('slot__isnull', False), _connector='OR'), name='assigned_strand_is_of_a_question'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.UniqueConstraint(models.F('report'), models.F('section'), django.db.models.functions.comparison.Coalesce('slot', 0, output_field=models.BigIntegerField()), django.db.models.functions.comparison.Coalesce('item', 0, output_field=models.BigIntegerField()), django.db.models.functions.comparison.Coalesce('group', 0, output_field=models.BigIntegerField()), django.db.models.functions.comparison.Coalesce('user', 0, output_field=models.BigIntegerField()), condition=models.Q(('ended_at', None)), name='one_assignment_per_place_and_assignee'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.UniqueConstraint(condition=models.Q(('source', 'written'), ('state', 'open')), fields=('slot', 'language', 'author'), name='one_written_proposal_per_author'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.UniqueConstraint(condition=models.Q(('token', ''), _negated=True), fields=('author', 'slot', 'language', 'token'), name='a_proposal_is_sent_once'),
        ),
        migrations.AddConstraint(
            model_name='voice',
            constraint=models.UniqueConstraint(models.F('slot'), models.F('language'), models.F('user'), django.db.models.functions.comparison.Coalesce('group', 0, output_field=models.BigIntegerField()), django.db.models.functions.comparison.Coalesce('organisation', 0, output_field=models.BigIntegerField()), name='one_voice_per_answer_and_side'),
        ),
    ]
