import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0015_imports_are_undone'),
    ]

    operations = [
        migrations.CreateModel(
            name='Slot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('occurrence', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='slots', to='reports.occurrence')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='slots', to='reports.report')),
                ('question', models.CharField(max_length=60, verbose_name='question')),
            ],
            options={
                'verbose_name': 'place of an answer',
                'verbose_name_plural': 'places of answers',
                'ordering': ['report', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='slot',
            constraint=models.UniqueConstraint(models.F('report'), models.F('question'), django.db.models.functions.comparison.Coalesce('occurrence', 0, output_field=models.BigIntegerField()), name='one_slot_per_question'),
        ),
        migrations.AddConstraint(
            model_name='slot',
            constraint=models.CheckConstraint(condition=models.Q(('question', ''), _negated=True), name='a_slot_is_of_a_question'),
        ),
        migrations.RemoveConstraint(
            model_name='answer',
            name='one_answer_per_question',
        ),
        migrations.RemoveConstraint(
            model_name='answer',
            name='one_answer_per_occurrence',
        ),
        migrations.RemoveConstraint(
            model_name='answer',
            name='one_original_per_question',
        ),
        migrations.RemoveConstraint(
            model_name='answer',
            name='one_original_per_occurrence',
        ),
        migrations.RemoveConstraint(
            model_name='answertext',
            name='one_text_per_question',
        ),
        migrations.RemoveConstraint(
            model_name='answertext',
            name='one_text_per_occurrence',
        ),
        migrations.RemoveConstraint(
            model_name='assignment',
            name='assigned_section_is_whole',
        ),
        migrations.RemoveConstraint(
            model_name='assignment',
            name='assigned_strand_is_of_a_question',
        ),
        migrations.RemoveConstraint(
            model_name='assignment',
            name='one_assignment_per_place_and_assignee',
        ),
        migrations.RemoveConstraint(
            model_name='proposal',
            name='one_written_proposal_per_author',
        ),
        migrations.RemoveConstraint(
            model_name='proposal',
            name='a_proposal_is_sent_once',
        ),
        migrations.RemoveConstraint(
            model_name='voice',
            name='one_voice_per_answer_and_side',
        ),
        migrations.AddField(
            model_name='answer',
            name='slot',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='reports.slot'),
        ),
        migrations.AlterField(
            model_name='answer',
            name='question',
            field=models.CharField(max_length=60, null=True, verbose_name='question'),
        ),
        migrations.AlterField(
            model_name='answer',
            name='report',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='reports.report'),
        ),
        migrations.AddField(
            model_name='answertext',
            name='slot',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='reports.slot'),
        ),
        migrations.AlterField(
            model_name='answertext',
            name='question',
            field=models.CharField(max_length=60, null=True, verbose_name='question'),
        ),
        migrations.AlterField(
            model_name='answertext',
            name='report',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='reports.report'),
        ),
        migrations.AddField(
            model_name='thread',
            name='slot',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='reports.slot'),
        ),
        migrations.AlterField(
            model_name='thread',
            name='question',
            field=models.CharField(max_length=60, null=True, verbose_name='question'),
        ),
        migrations.AlterField(
            model_name='thread',
            name='report',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='threads', to='reports.report'),
        ),
        migrations.AddField(
            model_name='proposal',
            name='slot',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='reports.slot'),
        ),
        migrations.AlterField(
            model_name='proposal',
            name='question',
            field=models.CharField(max_length=60, null=True, verbose_name='question'),
        ),
        migrations.AlterField(
            model_name='proposal',
            name='report',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='reports.report'),
        ),
        migrations.AddField(
            model_name='voice',
            name='slot',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='reports.slot'),
        ),
        migrations.AlterField(
            model_name='voice',
            name='question',
            field=models.CharField(max_length=60, null=True, verbose_name='question'),
        ),
        migrations.AlterField(
            model_name='voice',
            name='report',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='voices', to='reports.report'),
        ),
        migrations.AddField(
            model_name='assignment',
            name='slot',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to='reports.slot'),
        ),
        migrations.AlterField(
            model_name='assignment',
            name='question',
            field=models.CharField(blank=True, max_length=60, null=True, verbose_name='question'),
        ),
    ]
